import type { CType, PathStep, Span } from '@tracefit/model';
import type { MappedText } from '../embedded/mapped-text';

/** A member of a type: `struct file.f_path.dentry->d_name`. */
export interface Field {
  readonly type: CType;
  readonly typeSpan: Span;
  readonly path: readonly PathStep[];
}

/** Reads a type and the members from it on. */
export function parseField(text: MappedText): Field | undefined {
  const [whole, keyword, name] = /^(?:(struct|union) )?([A-Za-z_]\w*)/.exec(text.text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  const path = parsePath(text, whole.length);
  if (!path || path.length === 0) return undefined;
  const kind = keyword === 'struct' || keyword === 'union' ? keyword : 'typedef';
  return { type: { kind, name }, typeSpan: text.span(0, whole.length), path };
}

/** Reads `.a->b[2].c` from `start` on; the first may stand without the dot. `undefined`: it is none. */
export function parsePath(text: MappedText, start: number): readonly PathStep[] | undefined {
  const pattern = /(?:\.|->)?([A-Za-z_]\w*)|\[\d*\]/y;
  const steps: PathStep[] = [];
  for (let at = start; at < text.text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const [whole, name] = pattern.exec(text.text) ?? [];
    if (whole === undefined) return undefined;
    const end = at + whole.length;
    if (name === undefined) steps.push({ kind: 'index', span: text.span(at, end) });
    else steps.push({ kind: 'member', name, span: text.span(end - name.length, end) });
  }
  return steps;
}

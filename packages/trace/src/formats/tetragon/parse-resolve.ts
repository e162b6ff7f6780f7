import type { PathStep } from '@tracefit/model';
import type { LocatedScalar } from '../../data/located';

/** `mm.owner.real_parent.comm`, `[0].pid`, `bands[2].qlen`; `undefined` where it is none of these. */
export function parseResolve(resolve: LocatedScalar): readonly PathStep[] | undefined {
  const { text } = resolve.text;
  const pattern = /(?:^|\.)([A-Za-z_]\w*)|\[\d+\]/y;
  const steps: PathStep[] = [];
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const [whole, name] = pattern.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const end = at + whole.length;
    const span = resolve.text.span(end - (name ?? whole).length, end);
    steps.push(name === undefined ? { kind: 'index', span } : { kind: 'member', name, span });
  }
  return steps;
}

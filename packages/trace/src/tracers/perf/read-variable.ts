import type { PathStep, ValueUse } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { Fail, Word } from '../../tracefs/command-lines';

/** Whether an argument of a probe is a variable of C, which perf looks up in debug information. */
export function isVariable({ text }: Word): boolean {
  return /^[A-Za-z_]/.test(text.slice(text.indexOf('=') + 1));
}

/** `:TYPE` of what is read: a size in bits, or text. */
const integer = /^[usx](8|16|32|64)$/;

/** Reads `[NAME=]VARIABLE[->MEMBER|.MEMBER|[INDEX]]..[:TYPE][@user]` (`parse_perf_probe_arg`). */
export function readVariable(word: Word, spanAt: SpanMaker, fail: Fail): ValueUse | undefined {
  const [, front = '', name = '', chain = '', type] =
    /^(\w*=)?([A-Za-z_]\w*)([^:@]*)(?::([^@]*))?(?:@.*)?$/s.exec(word.text) ?? [];
  const start = word.start + front.length;
  if (name === '') return fail(word.start, word.end, 'expected NAME=VARIABLE');
  const baseSpan = spanAt(start, start + name.length);
  const path: PathStep[] = [];
  let at = start + name.length;
  for (let left = chain; left !== '';) {
    const [part, index, member] = /^(?:\[(\d+)\]|(?:->|\.)([A-Za-z_]\w*))/.exec(left) ?? [];
    if (part === undefined) {
      const message = left.startsWith('[') ? 'expected a number in brackets' : 'expected ->MEMBER, .MEMBER or [INDEX]';
      return fail(at, at + left.length, message);
    }
    const end = at + part.length;
    if (member !== undefined) path.push({ kind: 'member', name: member, span: spanAt(end - member.length, end) });
    else if (index !== undefined) path.push({ kind: 'index', span: spanAt(at, end) });
    at = end;
    left = left.slice(part.length);
  }
  const bits = type === undefined ? undefined : integer.exec(type)?.[1];
  return {
    kind: 'value',
    base: { kind: 'arg_name', name },
    path,
    baseSpan,
    span: spanAt(start, at),
    ...((type === 'string' || type === 'ustring') && { reads: { kind: 'string' } }),
    ...(bits !== undefined && { reads: { kind: 'integer', size: Number(bits) / 8 } }),
  };
}

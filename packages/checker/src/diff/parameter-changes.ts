import { printType, type CType, type FuncProto } from '@tracefit/model';
import type { Change } from './surface-entry';

/**
 * Compares two prototypes as a probe at the function's entry sees them: an argument that is only renamed, or appended,
 * leaves what is read by place as it was.
 *
 * @param alike whether a value of the one type means the same to its reader as one of the other: then it breaks nothing
 */
export function parameterChanges(
  before: FuncProto,
  after: FuncProto,
  alike: (was: CType, is: CType) => boolean = () => false,
): readonly Change[] {
  const [old, now] = [before.params, after.params];
  const taken = new Set<number>();
  const changes: Change[] = [];
  old.forEach((param, index) => {
    const about = `arg${index}`;
    const same = now.findIndex((other, at) => !taken.has(at) && other.name === param.name && param.name !== '');
    const there = now[same];
    const here = now[index];
    if (there) {
      taken.add(same);
      if (same !== index) {
        const words = () => `${param.name} moved from arg${index} to arg${same}`;
        changes.push({ kind: 'moved', about, words, breaking: true });
      }
      if (!isSpelledAlike(param.type, there.type)) {
        const words = () => `${param.name} was ${printType(param.type)}, is ${printType(there.type)}`;
        changes.push({ kind: 'changed', about, words, breaking: !alike(param.type, there.type) });
      }
    } else if (
      here &&
      isSpelledAlike(here.type, param.type) &&
      !old.some(({ name }) => name === here.name) &&
      !taken.has(index)
    ) {
      taken.add(index);
      const words = () => `arg${index} ${param.name} is called ${here.name}`;
      changes.push({ kind: 'renamed', about, words, breaking: false });
    } else {
      const words = () => `arg${index} ${printType(param.type, param.name)} is gone`;
      changes.push({ kind: 'removed', about, words, breaking: true });
    }
  });
  now.forEach(({ type, name }, index) => {
    if (taken.has(index)) return;
    changes.push({ kind: 'added', words: () => `new: arg${index} ${printType(type, name)}`, breaking: false });
  });
  if (before.variadic !== after.variadic) {
    const [kind, text] =
      after.variadic === true ? (['added', 'new: ...'] as const) : (['removed', '... is gone'] as const);
    changes.push({ kind, words: () => text, breaking: false });
  }
  if (!isSpelledAlike(before.ret, after.ret)) {
    const words = () => `returned ${printType(before.ret)}, returns ${printType(after.ret)}`;
    changes.push({ kind: 'returns', words, breaking: !alike(before.ret, after.ret) });
  }
  return changes;
}

/** Kernels of one store share the types they have alike. */
function isSpelledAlike(was: CType, is: CType): boolean {
  return was === is || printType(was) === printType(is);
}

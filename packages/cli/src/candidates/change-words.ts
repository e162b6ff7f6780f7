import type { FunctionChange, HookedFunction } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';

/** What became of a function, a phrase for each turn: `renamed to vfs_coredump since 6.17`. */
export function changeWords({ changes, candidates }: HookedFunction): readonly string[] {
  return changes.map((change, at) => {
    const isLast = at === changes.length - 1;
    const names = isLast ? candidates.map(({ name }) => visibleText(name)) : [];
    const perhaps = names.length > 0 ? `, perhaps now ${names.join(' or ')}` : '';
    return `${turnWords(change)} since ${visibleText(change.since)}${perhaps}${detail(change)}`;
  });
}

function turnWords({ turn, text }: FunctionChange): string {
  switch (turn) {
    case 'renamed':
      return `renamed to ${visibleText(text)}`;
    case 'cloned':
      return `only ${visibleText(text)}`;
    case 'untraceable':
      return 'not traceable';
    case 'arguments':
      return 'other arguments';
    case 'back':
      return 'there';
    case 'missing':
    case 'inlined':
      return turn;
  }
}

function detail({ turn, text }: FunctionChange): string {
  return turn === 'arguments' || turn === 'untraceable' ? `: ${visibleText(text)}` : '';
}

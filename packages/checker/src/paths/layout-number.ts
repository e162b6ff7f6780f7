import type { LayoutTerm } from '@tracefit/model';
import { sizeOf } from '../types/size';
import type { Scope } from '../types/scope';
import { offsetsOf } from './offset-path';
import { walkPath } from './walk';

/** What an offset or size of the kernel's types comes to there, in bytes; `undefined` where it has no such type or member. */
export function layoutNumber(scope: Scope, { of, type, path, times }: LayoutTerm): number | undefined {
  const start = { kind: 'ptr', to: type } as const;
  if (of === 'offset') {
    const [offset] = offsetsOf(scope, { start, steps: [path] }) ?? [];
    return offset === undefined ? undefined : offset * times;
  }
  const span = { start: 0, end: 0, line: 1, column: 1 };
  const end = walkPath(
    scope,
    type,
    path.map((name) => ({ kind: 'member', name, span })),
  );
  const size = end.kind === 'reached' ? sizeOf(scope, end.type) : undefined;
  return size === undefined ? undefined : size * times;
}

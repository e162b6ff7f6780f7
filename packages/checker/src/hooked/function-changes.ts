import type { FunctionChange, FuncProto, FunctionTurn, Kernel } from '@tracefit/model';
import { attachability } from '../attachability/attachability';
import { knownRename } from '../candidates/function-candidates';
import { alikeOn, type Alike } from '../diff/alike';
import { parameterChanges } from '../diff/parameter-changes';
import type { Change } from '../diff/surface-entry';
import { functionPresence } from '../hooks/function-presence';
import { renames } from '../notes/notes';
import type { Reference } from '../hooks/reference';
import type { SeriesKernel } from './row-of-series';

/** What a function is on one kernel. */
type State =
  | { readonly kind: 'there'; readonly proto?: FuncProto }
  | { readonly kind: Exclude<FunctionTurn, 'arguments' | 'back'>; readonly text: string };

/**
 * What became of a function along a row of kernels. One that a kernel does not tell is passed over; what is so from the oldest kernel on
 * is no change.
 */
export function functionChanges(
  name: string,
  row: readonly SeriesKernel[],
  reference: Reference,
): readonly FunctionChange[] {
  const changes: FunctionChange[] = [];
  let last: State | undefined;
  let before: Kernel | undefined;
  for (const { series, kernel } of row) {
    const state = stateOn(kernel, name, reference);
    if (!state) continue;
    if (last && before) changes.push(...turnOf(last, state, series, alikeOn(before, kernel)));
    before = kernel;
    last = state.kind === 'there' && !state.proto && last?.kind === 'there' ? last : state;
  }
  return changes;
}

function stateOn(kernel: Kernel, name: string, reference: Reference): State | undefined {
  const presence = functionPresence(kernel, name, undefined, () => reference.whereabouts(name));
  if (presence.kind !== 'known') return undefined;
  const { value } = presence;
  switch (value.kind) {
    case 'there': {
      const func = kernel.func(name);
      if (!func) return undefined;
      const taken = attachability(kernel, 'kprobe', 'tracefs', func);
      if (taken.kind === 'known' && taken.value.kind === 'refused')
        return { kind: 'untraceable', text: taken.value.why };
      const [proto] = func.protos ?? [];
      return proto ? { kind: 'there', proto } : { kind: 'there' };
    }
    case 'inlined':
      return { kind: 'inlined', text: '' };
    case 'clones_only':
      return { kind: 'cloned', text: value.clones.join(', ') };
    case 'wrapped':
      return { kind: 'renamed', text: value.wrapper };
    case 'missing': {
      const renamed = renamedTo(kernel, name);
      return renamed === undefined ? { kind: 'missing', text: '' } : { kind: 'renamed', text: renamed };
    }
  }
}

/** So often a function has been renamed at most. */
const mostRenames = 4;

/** The name a function is known to have, also where one that it had since is gone as well. */
function renamedTo(kernel: Kernel, name: string): string | undefined {
  let at: string | undefined = name;
  for (let step = 0; step < mostRenames && at !== undefined; step++) {
    const renamed = knownRename(kernel, at);
    if (renamed) return renamed.name;
    at = renames.find(({ old }) => old === at)?.new;
  }
  return undefined;
}

function turnOf(last: State, now: State, since: string, alike: Alike): readonly FunctionChange[] {
  if (now.kind !== 'there')
    return now.kind === last.kind && (now.kind !== 'renamed' || now.text === last.text)
      ? []
      : [{ turn: now.kind, since, text: now.text }];
  if (last.kind !== 'there') return [{ turn: 'back', since, text: '' }];
  if (!last.proto || !now.proto || last.proto === now.proto) return [];
  const changes = parameterChanges(last.proto, now.proto, alike).filter(isOfArguments);
  return changes.length === 0
    ? []
    : [{ turn: 'arguments', since, text: changes.map(({ words }) => words()).join(', ') }];
}

/** What a probe at the entry reads otherwise: it does not matter what is only renamed, appended, or returned. */
function isOfArguments({ kind, breaking }: Change): boolean {
  return breaking && kind !== 'returns';
}

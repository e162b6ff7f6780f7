import type { Guard, Probe, Use, ValueBase } from '@tracefit/model';
import type { Code, CodeCall, CodeUse } from './code';

/** What a probe relies on through its handler and all functions that it calls. */
export interface ProbeCode {
  readonly uses: readonly Use[];
  readonly unknowns: Probe['unknowns'];
}

/** More functions than these are not followed from one handler. */
const maxFunctions = 500;

/**
 * Gathers the code of a handler. `argument` says what its parameter of that number is; `undefined`: nothing that a kernel
 * gives.
 */
export function probeCode(
  lowered: (name: string) => Code | undefined,
  handler: string,
  argument: (index: number) => ValueBase | undefined,
): ProbeCode | undefined {
  const root = lowered(handler);
  if (!root) return undefined;
  const uses: Use[] = [];
  const unknowns: Probe['unknowns'][number][] = [...root.unknowns];
  const seen = new Set([handler]);
  for (const use of root.uses) uses.push(...handlerUse(use, argument));
  const waiting: CodeCall[] = [...root.calls];
  for (let call = waiting.shift(); call && seen.size < maxFunctions; call = waiting.shift()) {
    const { name, guards, withContext } = call;
    const plain = withContext ? name : `${name} without the context`;
    const key = guards.length > 0 ? `${plain} ${JSON.stringify(guards.map((guard) => guard.condition))}` : plain;
    const code = lowered(name);
    if (!code || seen.has(name) || seen.has(plain) || seen.has(key)) continue;
    seen.add(key);
    unknowns.push(...code.unknowns);
    for (const use of code.uses) uses.push(...calledUse(use, withContext).map((each) => under(each, guards)));
    for (const inner of code.calls) {
      waiting.push({
        name: inner.name,
        guards: [...guards, ...inner.guards],
        withContext: withContext && inner.withContext,
      });
    }
  }
  return { uses: unique(uses), unknowns };
}

function handlerUse(use: CodeUse, argument: (index: number) => ValueBase | undefined): readonly Use[] {
  if (use.kind !== 'value' && use.kind !== 'comparison') return [use];
  const { base, ...rest } = use;
  if (base.kind !== 'param') return [{ ...rest, base }];
  const meant = argument(base.index);
  return meant ? [{ ...rest, base: meant }] : [];
}

/**
 * In a function that is called, a parameter is a value of its declared type. The registers of one that is not given the context
 * are others than the probe's: those that a system call was entered with.
 */
function calledUse(use: CodeUse, withContext: boolean): readonly Use[] {
  // What a function is given as its first parameter need not be the record.
  if (use.kind === 'event_part') return [];
  if (use.kind !== 'value' && use.kind !== 'comparison') return [use];
  const { base, ...rest } = use;
  if (base.kind === 'param' || (!withContext && ofContext.has(base.kind))) return [];
  return [{ ...rest, base }];
}

const ofContext: ReadonlySet<ValueBase['kind']> = new Set(['arg', 'register', 'retval', 'event_field']);

function under(use: Use, guards: readonly Guard[]): Use {
  return guards.length === 0 ? use : { ...use, guards: [...guards, ...(use.guards ?? [])] };
}

function unique(uses: readonly Use[]): readonly Use[] {
  const byKey = new Map(uses.map((use) => [JSON.stringify(use), use]));
  return [...byKey.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

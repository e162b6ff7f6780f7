import { compares, type Comparison, type CType, type Condition, type Guard, type Kernel } from '@tracefit/model';
import { hasArch } from '../abi/foreign';
import { ask } from '../alike/asked-kernel';
import { resolutionOn } from '../core-relo/kernel-resolutions';
import type { CoreResolution } from '../core-relo/resolve-core-relo';
import { functionPresence } from '../hooks/function-presence';
import type { Reference } from '../hooks/reference';
import { eventPresence, rawTracepointPresence } from '../hooks/tracepoint-presence';
import type { Fact } from '../fact';
import { compareVersions, hasVersion } from '../kernel-order';
import { layoutNumber } from '../paths/layout-number';
import { walkPath } from '../paths/walk';
import type { Scope } from '../types/scope';
import { typePresence } from '../types/type-presence';
import { questionKey, type Answers } from './answers';
import { hasOption } from './option-functions';

/**
 * Whether a condition holds on a kernel. `either`: the kernel does not decide it (a command line switch), both branches
 * can run there. `unknown`: the kernel decides it, but what it depends on was not read.
 */
export type Truth =
  { readonly kind: 'true' | 'false' | 'either' } | { readonly kind: 'unknown'; readonly reason: string };

const yes: Truth = { kind: 'true' };
const no: Truth = { kind: 'false' };

/** Whether all guards hold. */
export function decideGuards(guards: readonly Guard[], scope: Scope, reference: Reference): Truth {
  if (guards.length === 0) return yes;
  // One question: what a test looks at differs from build to build where its answer does not.
  return ask(scope.kernel, (kernel) =>
    every(guards.map((guard) => decideCondition(guard.condition, { ...scope, kernel }, reference))),
  );
}

/** @param answers what is taken for granted, whatever the kernel says */
export function decideCondition(condition: Condition, scope: Scope, reference: Reference, answers?: Answers): Truth {
  const { kernel } = scope;
  const decide = (inner: Condition) => decideCondition(inner, scope, reference, answers);
  const answer = answers?.get(questionKey(condition));
  if (answer !== undefined) return answer ? yes : no;
  switch (condition.kind) {
    case 'all':
      return every(condition.of.map(decide));
    case 'any':
      return not(every(condition.of.map((inner) => not(decide(inner)))));
    case 'not':
      return not(decide(condition.of));
    case 'function_exists':
      return fromFact(
        functionPresence(kernel, condition.name, undefined, () => reference.whereabouts(condition.name)),
        (presence) => presence.kind === 'there',
      );
    case 'prototype_known':
      return prototypeKnown(kernel, condition.name, condition.args === true);
    case 'raw_tracepoint_exists':
      return fromFact(
        rawTracepointPresence(kernel, condition.name, reference.kernels),
        (presence) => presence === 'there',
      );
    case 'arg_exists':
      return argExists(kernel, condition);
    case 'tracepoint_exists': {
      const name = `${condition.system}:${condition.name}`;
      return fromFact(eventPresence(kernel, name, reference.kernels), (presence) => presence === 'there');
    }
    case 'type_exists':
      return typeExists(condition.type, scope, reference);
    case 'field_exists':
      return fieldExists(condition.type, condition.path, scope, reference);
    case 'enumval_exists':
      if (kernel.enumValues(condition.name).length > 0) return yes;
      return kernel.complete('types') ? no : notRead('types');
    case 'symbol_exists':
      if (kernel.data(condition.name) ?? kernel.func(condition.name)) return yes;
      return kernel.complete('data') && kernel.complete('functions') ? no : notRead('symbols');
    case 'config_set': {
      const option = condition.name.startsWith('CONFIG_') ? condition.name : `CONFIG_${condition.name}`;
      const built = hasOption(kernel, option);
      if (built === undefined) return notRead('configuration');
      return built ? yes : no;
    }
    case 'arch':
      if (!hasArch(kernel)) return { kind: 'unknown', reason: 'the architecture of this kernel is not known' };
      return kernel.identity.arch === condition.name ? yes : no;
    case 'version':
      if (!hasVersion(kernel)) return { kind: 'unknown', reason: 'the version of this kernel is not known' };
      return ask(kernel, ({ identity }) =>
        compares(compareVersions(versionCode(identity.version), versionCode(condition.version)), condition.op),
      )
        ? yes
        : no;
    case 'layout':
      return layoutHolds(condition, scope);
    case 'core_value':
      return coreValue(resolutionOn(kernel, condition.relo, reference), condition.op, BigInt(condition.value));
    case 'not_followed':
      return { kind: 'unknown', reason: `tracefit cannot make the test \`${condition.text}\`` };
    case 'opaque':
      return { kind: 'either' };
  }
}

/** That a function is missing altogether is told elsewhere. */
function prototypeKnown(kernel: Kernel, name: string, withArgs: boolean): Truth {
  const func = kernel.func(name);
  if (!func) return { kind: 'either' };
  const [proto] = func.protos ?? [];
  if (!proto) return kernel.complete('prototypes') ? no : notRead('types');
  return withArgs && (proto.params.length === 0 || proto.variadic === true) ? no : yes;
}

/** Whether what is probed is there at all is told elsewhere. */
function argExists(kernel: Kernel, { of, func, name }: Extract<Condition, { kind: 'arg_exists' }>): Truth {
  const raw = of === 'raw_tracepoint' ? kernel.rawTracepoint(func) : undefined;
  const params = raw ? [raw.params] : kernel.func(func)?.protos?.map((proto) => proto.params);
  if (!params || params.length === 0) {
    return { kind: 'unknown', reason: `the arguments of \`${func}\` cannot be told from what was read of this kernel` };
  }
  const has = params.map((each) => each.some((param) => param.name === name));
  if (has.every(Boolean)) return yes;
  return has.some(Boolean) ? { kind: 'either' } : no;
}

function every(truths: readonly Truth[]): Truth {
  const find = (kind: Truth['kind']) => truths.find((truth) => truth.kind === kind);
  return find('false') ?? find('unknown') ?? find('either') ?? yes;
}

function not(truth: Truth): Truth {
  if (truth.kind === 'true') return no;
  return truth.kind === 'false' ? yes : truth;
}

function fromFact<T>(fact: Fact<T>, holds: (value: T) => boolean): Truth {
  if (fact.kind === 'known') return holds(fact.value) ? yes : no;
  return fact.kind === 'unknown' ? fact : no;
}

function notRead(what: string): Truth {
  return { kind: 'unknown', reason: `the ${what} of this kernel ${what.endsWith('s') ? 'were' : 'was'} not read` };
}

function typeExists(type: CType, scope: Scope, reference: Reference): Truth {
  if (type.kind !== 'struct' && type.kind !== 'union' && type.kind !== 'enum' && type.kind !== 'typedef') return yes;
  return fromFact(typePresence(scope.kernel, type, reference.kernels), (presence) => presence === 'there');
}

function fieldExists(type: CType, path: readonly string[], scope: Scope, reference: Reference): Truth {
  const span = { start: 0, end: 0, line: 1, column: 1 };
  // The tests ask the kernel, not the structs that the script declares.
  const kernelOnly = { kernel: scope.kernel, declared: [] };
  const end = walkPath(
    kernelOnly,
    type,
    path.map((name) => ({ kind: 'member', name, span })),
  );
  if (end.kind === 'reached') return yes;
  if (end.kind === 'no_member') return no;
  return typeExists(end.type, scope, reference).kind === 'unknown' ? notRead('types') : no;
}

/** Where a type or member is not there, the program is not compiled at all. */
function layoutHolds({ terms, op, value }: Extract<Condition, { kind: 'layout' }>, { kernel }: Scope): Truth {
  const numbers = terms.map((term) => layoutNumber({ kernel, declared: [] }, term));
  if (numbers.includes(undefined)) return kernel.complete('types') ? no : notRead('types');
  const total = numbers.reduce((sum: number, number) => sum + (number ?? 0), 0);
  return compares(total - value, op) ? yes : no;
}

/** `LINUX_VERSION_CODE` has 8 bits for the last number; kernels that are past 255 say 255 (Makefile, since 5.10). */
function versionCode(version: string): string {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) ?? []).map(Number);
  return `${major}.${minor}.${Math.min(patch, 255)}`;
}

/** Where libbpf refuses the object, or the instruction is invalid, nothing after it runs. */
function coreValue(resolution: CoreResolution, op: Comparison, value: bigint): Truth {
  if (resolution.kind === 'unknown') return resolution;
  if (resolution.kind === 'ambiguous' || resolution.kind === 'refused' || resolution.value === undefined) return no;
  const order = resolution.value < value ? -1 : Number(resolution.value > value);
  return compares(order, op) ? yes : no;
}

import {
  nearestNames,
  parseCType,
  type PathStep,
  type Span,
  type Use,
  type ValueBase,
  type ValueUse,
} from '@tracefit/model';
import { countOf, textOf, valueOf, type Located, type LocatedScalar } from '../../data/located';
import { argumentType, argumentTypes, type ArgumentType } from './argument-types';
import { argumentKeys, checkKeys } from './known-keys';
import { parseResolve } from './parse-resolve';
import type { Policy } from './policy';

/** One entry of `args`, `data` or `returnArg`. */
export interface Argument {
  readonly index: number;
  /** Where the index stands; all of the entry, where it does not say one. */
  readonly indexSpan: Span;
  readonly type: ArgumentType | undefined;
  readonly typeSpan: Span;
  readonly path: readonly PathStep[];
  /** `resolve`, as it stands there. */
  readonly resolve: LocatedScalar | undefined;
  /** The struct that `btfType` names. */
  readonly cast: LocatedScalar | undefined;
  readonly source: LocatedScalar | undefined;
  readonly span: Span;
}

/** Reads an entry; what is wrong in it is a problem, and the entry is left out. */
export function readArgument(policy: Policy, entry: Located): Argument | undefined {
  if (entry.kind !== 'map') {
    policy.fail('an argument must be a map with `index` and `type`', entry.span);
    return undefined;
  }
  checkKeys(policy, entry, argumentKeys);
  const index = valueOf(entry, 'index');
  const number = index === undefined ? 0 : countOf(index);
  if (number === undefined) {
    policy.fail('`index` must be a number from 0 on', index?.span ?? entry.span);
    return undefined;
  }
  const typeName = textOf(valueOf(entry, 'type'));
  const type = argumentType(typeName ? String(typeName.value) : 'auto');
  if (!type && typeName) {
    const near = nearestNames(String(typeName.value), argumentTypes);
    const hint = near.length > 0 ? `, did you mean ${near.join(' or ')}` : '';
    policy.unsupported(`no type of arguments is known by the name \`${String(typeName.value)}\`${hint}`, typeName.span);
  }
  const resolve = textOf(valueOf(entry, 'resolve'));
  const source = textOf(valueOf(entry, 'source'));
  const path = resolve && source?.value !== 'pt_regs' ? parseResolve(resolve) : [];
  if (!path) {
    policy.fail(
      'expected members with dots between them, as in `mm.owner.comm` or `a[2].b`',
      resolve?.span ?? entry.span,
    );
    return undefined;
  }
  return {
    index: number,
    indexSpan: index?.span ?? entry.span,
    type,
    typeSpan: typeName?.span ?? index?.span ?? entry.span,
    path,
    resolve,
    cast: textOf(valueOf(entry, 'btfType')),
    source,
    span: entry.span,
  };
}

/** What an argument reads from `base`. */
export function lowerArgument(argument: Argument, base: ValueBase): Use {
  const { indexSpan: baseSpan, resolve } = argument;
  const path = pathOf(argument);
  const span = path.length > 0 && resolve ? resolve.span : baseSpan;
  return { kind: 'value', base, path, baseSpan, span, ...expectation(argument) };
}

/** `btfType` makes of the argument what it says, whatever it was. */
function pathOf({ path, cast }: Argument): readonly PathStep[] {
  const { type } = cast ? parseCType(`struct ${cast.text.text} *`) : {};
  return type && cast ? [{ kind: 'cast', type, span: cast.span }, ...path] : path;
}

function expectation({ type, typeSpan, path, cast }: Argument): Pick<ValueUse, 'expected' | 'reads'> {
  if (path.length > 0 || cast) return readsAs(type, path);
  if (type?.kind === 'string') return { expected: { by: 'string', span: typeSpan } };
  return type?.kind === 'value' ? { expected: { type: type.type, by: 'declaration', span: typeSpan } } : {};
}

/** What the end of a path is taken for. Numbers are read by the size that BTF says (findTypeFromBTFType in generic.go). */
function readsAs(type: ArgumentType | undefined, path: readonly PathStep[]): Pick<ValueUse, 'reads'> {
  if (path.length === 0) return {};
  if (type?.kind === 'string') return { reads: { kind: 'string' } };
  return type?.kind === 'value' && type.type.kind === 'ptr' ? { reads: { kind: 'as', type: type.type } } : {};
}

import type { FunctionCallers, KernelIdentity, SnapshotPart } from '@tracefit/model';
import { CONFIGURATION } from '../facts/embedded-config';
import { notTold } from '../facts/read-facts';
import { withLazyCallers } from './lazy-callers';
import { mergeData } from './merge-data';
import { mergeFunctions } from './merge-functions';
import { mergeNamed } from './merge-named';
import type { SourcePart } from './source-part';

/** A part and what it is called in sentences: the path of its file. */
export interface NamedPart {
  readonly name: string;
  readonly part: SourcePart;
}

export interface MergedParts {
  readonly part: SnapshotPart;
  /** Where two parts say different things of one kernel; the first is believed. */
  readonly disagreements: readonly string[];
}

/** At most so many single things are told of one disagreement. */
const MAX_EXAMPLES = 3;

/**
 * Merges the parts of one kernel fact by fact. Where two parts know the same fact, the one given first is believed, and a
 * difference is told.
 */
export function mergeParts(parts: readonly NamedPart[]): MergedParts {
  const disagreements: string[] = [];
  const disagree = (what: string, one: NamedPart, other: NamedPart, things: readonly string[]): void => {
    if (things.length === 0) return;
    const examples = things.slice(0, MAX_EXAMPLES).join(', ') + (things.length > MAX_EXAMPLES ? ', ...' : '');
    disagreements.push(`${one.name} and ${other.name} differ in ${what}: ${examples}`);
  };
  const lists = <T>(
    what: string,
    key: (item: T) => string,
    get: (part: SnapshotPart) => readonly T[],
    one = true,
  ): readonly T[] => mergeNamed(parts, { key, get, one }, (a, b, things) => disagree(what, a, b, things));

  const complete = unique(parts.flatMap(({ part }) => part.complete));
  // What an image does not carry, a file beside it may have told.
  const isMoot = (note: string): boolean => note === notTold(CONFIGURATION) && complete.includes('config');
  const part: Omit<SnapshotPart, 'callers'> = {
    identity: mergeIdentity(parts, disagree),
    complete,
    functions: mergeFunctions(parts, disagree),
    structs: lists(
      'types',
      (s) => `${s.kind} ${s.name}`,
      (p) => p.structs,
      false,
    ),
    forwards: lists(
      'declared types',
      (s) => `${s.kind} ${s.name}`,
      (p) => p.forwards,
    ),
    enums: lists(
      'enums',
      // Those without a name are told from each other by their constants.
      (e) => (e.name === '' ? e.values.map(({ name }) => name).join(' ') : e.name),
      (p) => p.enums,
      false,
    ),
    typedefs: lists(
      'typedefs',
      (t) => t.name,
      (p) => p.typedefs,
      false,
    ),
    tracepoints: lists(
      'tracepoints',
      (t) => `${t.system}:${t.name}`,
      (p) => p.tracepoints,
    ),
    rawTracepoints: lists(
      'raw tracepoints',
      (t) => t.name,
      (p) => p.rawTracepoints,
    ),
    ...(parts.some(({ part }) => part.kfuncs)
      ? {
          kfuncs: lists(
            'kfuncs',
            (k) => k.name,
            (p) => p.kfuncs ?? [],
          ),
        }
      : {}),
    syscalls: lists(
      'system calls',
      (s) => s.name,
      (p) => p.syscalls,
    ),
    data: mergeData(parts),
    config: mergeConfig(parts, disagree),
    modules: unique(parts.flatMap(({ part }) => part.modules)),
    ...mergeModules(parts),
    notes: unique(parts.flatMap(({ part }) => part.notes)).filter((note) => !isMoot(note)),
  };
  const [having, ...others] = parts.filter((each) => each.part.complete.includes('callers'));
  // Of several they have to be compared now, so that a disagreement is told.
  const callers =
    others.length === 0
      ? undefined
      : lists<FunctionCallers>(
          'callers',
          (c) => c.name,
          (p) => p.callers,
        );
  return { part: withLazyCallers(part, () => callers ?? having?.part.callers ?? []), disagreements };
}

/** One part has the modules of a kernel; of others only their names are known. */
function mergeModules(parts: readonly NamedPart[]): Pick<SnapshotPart, 'untypedModules' | 'moduleTypes'> {
  const untyped = unique(parts.flatMap(({ part }) => part.untypedModules ?? []));
  const types = parts.flatMap(({ part }) => part.moduleTypes ?? []);
  return {
    ...(untyped.length > 0 ? { untypedModules: untyped } : {}),
    ...(types.length > 0 ? { moduleTypes: types } : {}),
  };
}

export type Disagree = (what: string, one: NamedPart, other: NamedPart, things: readonly string[]) => void;

function unique<T extends string>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function mergeIdentity(parts: readonly NamedPart[], disagree: Disagree): Partial<KernelIdentity> {
  const merged: Record<string, string> = {};
  const from = new Map<string, NamedPart>();
  for (const named of parts) {
    for (const [fact, value] of Object.entries(named.part.identity)) {
      const first = from.get(fact);
      if (!first) {
        merged[fact] = value;
        from.set(fact, named);
      } else if (merged[fact] !== value) {
        disagree(`the kernel's ${fact === 'buildId' ? 'build id' : fact}`, first, named, [
          `${merged[fact] ?? ''} / ${value}`,
        ]);
      }
    }
  }
  return merged;
}

function mergeConfig(parts: readonly NamedPart[], disagree: Disagree): Record<string, string> {
  const [first, ...others] = parts.filter(({ part }) => part.complete.includes('config'));
  if (!first) return Object.assign({}, ...parts.map(({ part }) => part.config)) as Record<string, string>;
  for (const other of others) {
    const names = unique([...Object.keys(first.part.config), ...Object.keys(other.part.config)]);
    const different = names.filter((name) => first.part.config[name] !== other.part.config[name]);
    disagree('the configuration', first, other, different);
  }
  return { ...first.part.config };
}

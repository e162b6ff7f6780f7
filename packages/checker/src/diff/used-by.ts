import type { CType, Dependency, Kernel, SurfaceDiff, SurfaceEntry, SurfacePart, SurfaceUse } from '@tracefit/model';
import { matchGlob } from '../names/glob';
import { onNeither } from './on-neither';

/** One thing that a definition relies on, in the words of a diff. */
interface Wanted {
  readonly part: SurfacePart;
  readonly name: string;
  /** The argument, member, field or constant; `returns` is the result. Absent: that the thing is there. */
  readonly about?: string | undefined;
}

/** What relies on one entry: where, and on which parts of it. */
interface Users {
  readonly part: SurfacePart;
  readonly uses: SurfaceUse[];
  readonly about: Set<string | undefined>;
}

/**
 * What of a diff some definitions rely on, with their places, and of each entry what touches them. What they rely on and a diff does
 * not compare is said.
 *
 * @param dependencies what they rely on, looked up on `before`
 */
export function usedEntries(
  diff: SurfaceDiff,
  dependencies: readonly Dependency[],
  before: Kernel,
  after: Kernel,
): SurfaceDiff {
  const wanted = new Map<string, Users>();
  const patterns: (Wanted & SurfaceUse)[] = [];
  const constants = new Map<string, SurfaceUse[]>();
  const others = new Map<string, number>();
  for (const { file, line, kind, name } of dependencies) {
    if (kind === 'constant') constants.set(name, [...(constants.get(name) ?? []), { file, line }]);
    const things = kind === 'constant' ? [] : wantedBy({ kind, name }, before);
    if (!things) others.set(kind, (others.get(kind) ?? 0) + 1);
    for (const thing of things ?? []) {
      if (/[*?[]/.test(thing.name)) patterns.push({ ...thing, file, line });
      else addUse(wanted, thing, { file, line });
    }
  }
  const entries = diff.entries.flatMap((entry): readonly SurfaceEntry[] => {
    for (const { part, name, about, file, line } of patterns) {
      if (part === entry.part && matchGlob(name, entry.name))
        addUse(wanted, { part, name: entry.name, about }, { file, line });
    }
    // A definition names a constant without its enum.
    for (const constant of entry.part === 'enums' && constants.size > 0 ? constantsOf(entry, before) : []) {
      for (const use of constants.get(constant) ?? [])
        addUse(wanted, { part: 'enums', name: entry.name, about: constant }, use);
    }
    const users = wanted.get(`${entry.part} ${entry.name}`);
    return users ? touched(entry, users) : [];
  });
  const left = [...others].map(([kind, count]) => `${count} ${kind.replace('_', ' ')}${count === 1 ? '' : 's'}`);
  const reason = `${left.join(', ')} of what is relied on, "tracefit check" looks at them`;
  const parts = new Set<SurfacePart | undefined>(patterns.map(({ part }) => part));
  for (const { part } of wanted.values()) parts.add(part);
  const notCompared = diff.notCompared.filter(({ part }) => parts.has(part));
  const nowhere = onNeither(dependencies, [before, after]);
  return { ...diff, entries, notCompared: [...notCompared, ...nowhere, ...(left.length > 0 ? [{ reason }] : [])] };
}

function constantsOf({ name, change, details }: SurfaceEntry, before: Kernel): readonly string[] {
  if (change === 'changed') return details.flatMap(({ about }) => about ?? []);
  const defs = change === 'removed' ? before.enums(name.replace('enum ', '')) : [];
  return defs.flatMap(({ values }) => values.map((value) => value.name));
}

function addUse(wanted: Map<string, Users>, { part, name, about }: Wanted, use: SurfaceUse): void {
  const key = `${part} ${name}`;
  let users = wanted.get(key);
  if (!users) wanted.set(key, (users = { part, uses: [], about: new Set() }));
  users.about.add(about);
  if (!users.uses.some(({ file, line }) => file === use.file && line === use.line)) users.uses.push(use);
}

/** An entry as its users see it: of one that both kernels have, what they rely on; nothing where that is as it was. */
function touched(
  { part, name, change, breaking, module, details, candidates }: SurfaceEntry,
  users: Users,
): readonly SurfaceEntry[] {
  const head = { part, name, change, ...(module !== undefined && { module }), ...(candidates && { candidates }) };
  if (change !== 'changed') return [{ ...head, breaking, details, usedBy: users.uses }];
  const concerned = details.filter(
    (detail) =>
      (detail.about !== undefined && users.about.has(detail.about)) ||
      (detail.kind === 'returns' && users.about.has('returns')),
  );
  if (concerned.length === 0) return [];
  return [{ ...head, breaking: concerned.some((detail) => detail.breaking), details: concerned, usedBy: users.uses }];
}

type Relied = Pick<Dependency, 'kind' | 'name'>;

/** What to look for in a diff; `undefined` where a diff does not tell. */
function wantedBy({ kind, name }: Relied, before: Kernel): readonly Wanted[] | undefined {
  switch (kind) {
    case 'function':
      return [{ part: 'functions', name }];
    case 'argument':
      return argument(name, before);
    case 'result':
      return [{ part: 'functions', name, about: 'returns' }];
    case 'syscall':
      return [{ part: 'syscalls', name }];
    case 'lsm_hook':
      return [{ part: 'lsm_hooks', name: name.replace(/^bpf_lsm_/, '') }];
    case 'tracepoint':
      return [{ part: 'tracepoints', name }];
    case 'event_field': {
      const [event = '', about = ''] = name.split(' ');
      return [{ part: 'tracepoints', name: event, about }];
    }
    case 'raw_tracepoint':
      return [{ part: 'raw_tracepoints', name }];
    case 'kfunc':
      return [{ part: 'kfuncs', name }];
    case 'helper':
      return [{ part: 'helpers', name }];
    case 'type':
      return typeNamed(name);
    case 'member':
    case 'relocation':
      return members(name, before);
    case 'constant':
    case 'symbol':
    case 'offset':
      return undefined;
  }
}

/** `vfs_unlink arg1` or `vfs_unlink dentry`, of a function, a raw tracepoint or an LSM hook. */
function argument(text: string, before: Kernel): readonly Wanted[] {
  const [name = '', word = ''] = text.split(' ');
  const params = before.func(name)?.protos?.[0]?.params ?? before.rawTracepoint(name)?.params ?? [];
  const at = params.findIndex((param) => param.name === word);
  const about = at < 0 ? word : `arg${at}`;
  return (['functions', 'raw_tracepoints', 'lsm_hooks'] as const).map((part) => ({ part, name, about }));
}

function typeNamed(name: string): readonly Wanted[] {
  const own = name.replace(/___\w+$/, '');
  if (/^(?:struct|union) /.test(own)) return [{ part: 'structs', name: own }];
  return [own.startsWith('enum ') ? { part: 'enums', name: own } : { part: 'typedefs', name: own }];
}

/** `struct sock.__sk_common.skc_family`: the member of each struct on the way; `undefined` where it is not of a named type. */
function members(path: string, before: Kernel): readonly Wanted[] | undefined {
  const [, kind, name = '', rest] = /^(struct|union) (\w+?)(?:___\w+)?(?:\.(.+))?$/.exec(path) ?? [];
  if (kind !== 'struct' && kind !== 'union') return undefined;
  if (rest === undefined) return [{ part: 'structs', name: `${kind} ${name}` }];
  const steps = rest.replace(/\[\d+\]/g, '').split('.');
  const found: Wanted[] = [];
  let at: CType | undefined = { kind, name };
  for (const about of steps) {
    if (at?.kind !== 'struct' && at?.kind !== 'union') break;
    found.push({ part: 'structs', name: `${at.kind} ${at.name}`, about });
    at = before.structs(at.kind, at.name)[0]?.members.find((member) => member.name === about)?.type;
  }
  return found;
}

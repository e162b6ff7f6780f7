import type { SectionAttach } from './section-name';

/** A program, as far as others may stand in for it. */
export interface Member {
  readonly name: string;
  readonly attach: SectionAttach;
  /** What its code consists of, so that one can see what it has in common with that of others. */
  readonly parts: ReadonlySet<string>;
}

const entries: ReadonlySet<string> = new Set(['kprobe', 'fentry', 'kprobe.multi']);
const exits: ReadonlySet<string> = new Set(['kretprobe', 'fexit', 'kretprobe.multi']);
const tracepoints: ReadonlySet<string> = new Set(['tp_btf', 'raw_tracepoint', 'tracepoint']);

/** What a program can stand in for, and with whom. */
export interface Family {
  /** Programs that hook the same place in another way (`fentry/vfs_open` and `kprobe/vfs_open`): one that attaches is enough. */
  readonly twins: string | undefined;
  /** Programs for other places that run the same lines of source: one of them may be loaded instead of another. */
  readonly relatives: string | undefined;
}

/**
 * Tools carry several programs for one purpose and choose among them when they run (`bpf_program__set_autoload`), which an
 * object does not show. Two signs tell: one place hooked in different ways, and handlers that share lines of source.
 */
export function findFamilies(programs: readonly Member[]): readonly Family[] {
  const byHook = groupBy(programs, ({ attach }) => hookKey(attach));
  const related = relatedBy(programs.map(({ parts }) => parts));
  const hooksOf = new Map<number, Set<string>>();
  programs.forEach(({ attach }, at) => {
    const first = related[at] ?? at;
    hooksOf.set(first, (hooksOf.get(first) ?? new Set<string>()).add(hookKey(attach) ?? ''));
  });
  return programs.map(({ attach }, at) => {
    const key = hookKey(attach);
    const kinds = new Set((key === undefined ? [] : (byHook.get(key) ?? [])).map((program) => program.attach.kind));
    const first = related[at] ?? at;
    return {
      twins: key !== undefined && kinds.size > 1 ? key : undefined,
      relatives: (hooksOf.get(first)?.size ?? 0) > 1 ? `handlers like ${programs[first]?.name ?? ''}` : undefined,
    };
  });
}

/** For each set of lines the index of the first it is connected with, by lines in common, over any number of others. */
function relatedBy(sets: readonly ReadonlySet<string>[]): readonly number[] {
  const parent = sets.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    for (let next = parent[root]; next !== undefined && next !== root; next = parent[root]) root = next;
    return root;
  };
  const owner = new Map<string, number>();
  sets.forEach((lines, at) => {
    for (const line of lines) {
      const [one, other] = [rootOf(owner.get(line) ?? at), rootOf(at)];
      parent[Math.max(one, other)] = Math.min(one, other);
      owner.set(line, Math.min(one, other));
    }
  });
  return sets.map((_, at) => rootOf(at));
}

/** What is hooked, whatever the means; `undefined` where there is no name. */
function hookKey({ kind, name }: SectionAttach): string | undefined {
  if (name === '') return undefined;
  if (entries.has(kind)) return `entry of ${name}`;
  if (exits.has(kind)) return `return of ${name}`;
  return tracepoints.has(kind) ? `tracepoint ${name.slice(name.indexOf(':') + 1)}` : `${kind} ${name}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name) ?? [];
    group.push(item);
    groups.set(name, group);
  }
  return groups;
}

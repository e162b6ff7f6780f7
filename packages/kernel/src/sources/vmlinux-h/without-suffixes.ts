import type { CDecls } from '@tracefit/model';

type NamedTypes = Pick<CDecls, 'structs' | 'forwards' | 'enums' | 'typedefs'>;

/** What bpftool puts behind the second type of a name, and behind constants that another enum has as well. */
const SUFFIX = /^(.+?)___[1-9]\d*$/;

/** Gives types and constants the names they have in the kernel, where bpftool had to tell several of one name from each other. */
export function withoutSuffixes({ structs, forwards, enums, typedefs }: NamedTypes): NamedTypes {
  const names = new Set([...structs, ...forwards, ...enums, ...typedefs].map(({ name }) => name));
  const constants = new Set(enums.flatMap(({ values }) => values.map(({ name }) => name)));
  const original = (name: string, known: ReadonlySet<string>) => {
    const before = SUFFIX.exec(name)?.[1];
    return before !== undefined && known.has(before) ? before : name;
  };
  const hasSuffix = [...names].some((name) => original(name, names) !== name);
  const renamed = <T>(item: T): T => (hasSuffix ? (renameTypes(item, (name) => original(name, names)) as T) : item);
  return {
    structs: structs.map(renamed),
    forwards: forwards.map(renamed),
    typedefs: typedefs.map(renamed),
    enums: enums.map((each) => ({
      ...each,
      name: original(each.name, names),
      values: each.values.map((value) => ({ ...value, name: original(value.name, constants) })),
    })),
  };
}

/** Renames in a tree of types, whose depth the parser of C bounds; what does not change stays the same object. */
function renameTypes(node: unknown, rename: (name: string) => string): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) {
    const items = node.map((item) => renameTypes(item, rename));
    return items.some((item, i) => item !== node[i]) ? items : node;
  }
  let changed: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(node)) {
    const next =
      key === 'name' && 'kind' in node && typeof value === 'string' ? rename(value) : renameTypes(value, rename);
    if (next !== value) changed = { ...(changed ?? node), [key]: next };
  }
  return changed ?? node;
}

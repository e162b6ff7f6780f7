import { createHash } from 'node:crypto';
import type {
  DataSymbol,
  FuncProto,
  FunctionSymbol,
  KernelFunction,
  KernelTracepoint,
  Kfunc,
  ModuleType,
  RawTracepoint,
} from '@tracefit/model';
import { EMPTY_PART } from '../parts/source-part';
import type { SourcePart } from '../parts/source-part';

/** The modules of one kernel, one after the other, so that only what is kept of each is in memory. */
export interface ModuleUnion {
  /** Takes in a module, as `partFromModule` gives it. */
  add(module: SourcePart): void;
  /** The names of the modules taken in. */
  readonly names: readonly string[];
  /**
   * The kernel with its modules; without a kernel the modules alone. Names that both have keep the kernel's types, and get the
   * prototypes and symbols of both.
   */
  finish(kernel: SourcePart | undefined): SourcePart;
}

/** Modules are named in a note only as far as it stays readable. */
const MAX_NAMED = 3;

/**
 * Unites modules. Types that several modules have in the same form are there once; those of one name in different forms are
 * all kept, as BTF keeps them.
 */
export function uniteModules(): ModuleUnion {
  const functions = functionUnion();
  const structs = distinct<SourcePart['structs'][number]>((each) => `${each.kind} ${each.name}`);
  const homes = typeHomes();
  const untyped = new Set<string>();
  const forwards = distinct<SourcePart['forwards'][number]>((each) => `${each.kind} ${each.name}`);
  const enums = distinct<SourcePart['enums'][number]>((each) => each.name);
  const typedefs = distinct<SourcePart['typedefs'][number]>((each) => each.name);
  const tracepoints = new Map<string, KernelTracepoint>();
  const rawTracepoints = new Map<string, RawTracepoint>();
  const kfuncs = new Map<string, Kfunc>();
  const data = new Map<string, DataSymbol>();
  const identities = new Map<string, string>();
  const notes = new Map<string, string[]>();
  const names = new Set<string>();

  return {
    get names() {
      return [...names];
    },
    add(module) {
      for (const name of module.modules) names.add(name);
      for (const [fact, value] of Object.entries(module.identity)) {
        if (!identities.has(fact)) identities.set(fact, value);
      }
      module.functions.forEach(functions.add);
      for (const name of module.untypedModules ?? []) untyped.add(name);
      homes.add(module);
      module.structs.forEach(structs.add);
      module.forwards.forEach(forwards.add);
      module.enums.forEach(enums.add);
      module.typedefs.forEach(typedefs.add);
      for (const event of module.tracepoints) {
        const key = `${event.system}:${event.name}`;
        if (!tracepoints.has(key)) tracepoints.set(key, event);
      }
      for (const tracepoint of module.rawTracepoints) {
        if (!rawTracepoints.has(tracepoint.name)) rawTracepoints.set(tracepoint.name, tracepoint);
      }
      for (const kfunc of module.kfuncs ?? []) if (!kfuncs.has(kfunc.name)) kfuncs.set(kfunc.name, kfunc);
      for (const symbol of module.data) if (!data.has(symbol.name)) data.set(copied(symbol.name), symbol);
      for (const note of module.notes) notes.set(note, [...(notes.get(note) ?? []), ...module.modules]);
    },
    finish(kernel = { ...EMPTY_PART, identity: Object.fromEntries(identities) }) {
      const isNew = <T>(items: readonly T[], key: (item: T) => string) => {
        const known = new Set(items.map(key));
        return (item: T) => !known.has(key(item));
      };
      const defined = new Set([...kernel.structs, ...structs.items].map((each) => `${each.kind} ${each.name}`));
      return {
        ...kernel,
        functions: functions.finish(kernel.functions),
        structs: [...kernel.structs, ...structs.items],
        forwards: [...kernel.forwards, ...forwards.items.filter((each) => !defined.has(`${each.kind} ${each.name}`))],
        enums: [...kernel.enums, ...enums.items],
        typedefs: [...kernel.typedefs, ...typedefs.items],
        tracepoints: [
          ...kernel.tracepoints,
          ...[...tracepoints.values()].filter(isNew(kernel.tracepoints, (each) => `${each.system}:${each.name}`)),
        ],
        rawTracepoints: [
          ...kernel.rawTracepoints,
          ...[...rawTracepoints.values()].filter(isNew(kernel.rawTracepoints, (each) => each.name)),
        ],
        data: [...kernel.data, ...[...data.values()].filter(isNew(kernel.data, (each) => each.name))],
        modules: [...new Set([...kernel.modules, ...names])],
        ...(kernel.kfuncs || kfuncs.size > 0
          ? {
              kfuncs: [
                ...(kernel.kfuncs ?? []),
                ...[...kfuncs.values()].filter(isNew(kernel.kfuncs ?? [], (k) => k.name)),
              ],
            }
          : {}),
        ...(untyped.size > 0 ? { untypedModules: [...untyped] } : {}),
        ...homes.finish(),
        notes: [...kernel.notes, ...Array.from(notes, ([note, of]) => `${nameModules(of)}: ${note}`)],
      };
    },
  };
}

function nameModules(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return `module${names.length === 1 ? '' : 's'} ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A list in which each form of a thing is once. */
function distinct<T>(key: (item: T) => string) {
  const seen = new Set<string>();
  const items: T[] = [];
  return {
    items,
    add(item: T): void {
      const text = JSON.stringify(item);
      const form = createHash('sha256')
        .update(`${key(item)} ${text}`)
        .digest('base64');
      if (seen.has(form)) return;
      seen.add(form);
      items.push(fresh(text) as T);
    },
  };
}

/** Which modules define which of the types. */
function typeHomes() {
  const homes = new Map<string, ModuleType & { readonly modules: string[] }>();
  return {
    add({ structs, enums, typedefs, modules }: SourcePart): void {
      const note = (kind: ModuleType['kind'], { name }: { readonly name: string }): void => {
        if (name === '') return;
        const known = homes.get(`${kind} ${name}`);
        if (!known) homes.set(copied(`${kind} ${name}`), { kind, name: copied(name), modules: [...modules] });
        else for (const module of modules) if (!known.modules.includes(module)) known.modules.push(module);
      };
      for (const struct of structs) note(struct.kind, struct);
      for (const each of enums) note('enum', each);
      for (const each of typedefs) note('typedef', each);
    },
    finish(): Pick<SourcePart, 'moduleTypes'> {
      const moduleTypes = Array.from(homes.values(), (home) => ({ ...home, modules: [...home.modules].sort() }));
      return moduleTypes.length > 0 ? { moduleTypes } : {};
    },
  };
}

interface Entry {
  protos?: readonly FuncProto[];
  symbols: readonly FunctionSymbol[];
}

function functionUnion() {
  const entries = new Map<string, Entry>();
  const protos = new Map<string, FuncProto>();
  const alone = new Map<FunctionSymbol, readonly FunctionSymbol[]>();

  /** The same prototype as one object. */
  const shared = (proto: FuncProto): FuncProto => {
    const text = JSON.stringify(proto);
    const known = protos.get(text);
    if (known) return known;
    const kept = fresh(text) as FuncProto;
    protos.set(text, kept);
    return kept;
  };
  /** A list of one symbol, which most functions have, as one object. */
  const listOf = (symbols: readonly FunctionSymbol[]): readonly FunctionSymbol[] => {
    const [only, ...more] = symbols;
    if (!only || more.length > 0) return symbols;
    const known = alone.get(only) ?? symbols;
    alone.set(only, known);
    return known;
  };
  const unite = (one: Entry, other: Entry): Entry => {
    const both = [...(one.protos ?? []), ...(other.protos ?? [])];
    const symbols = one.symbols.length === 0 ? other.symbols : [...one.symbols, ...other.symbols];
    return one.protos || other.protos ? { protos: [...new Set(both)], symbols } : { symbols };
  };

  return {
    add({ name, protos: own, symbols = [] }: KernelFunction): void {
      const entry: Entry = { ...(own ? { protos: own.map(shared) } : {}), symbols: listOf(symbols) };
      const known = entries.get(name);
      if (known) entries.set(name, unite(known, entry));
      else entries.set(copied(name), entry);
    },
    /** @param image the functions of the kernel itself, which come first */
    finish(image: readonly KernelFunction[]): KernelFunction[] {
      const functions = image.map((each): KernelFunction => {
        const { name, protos: own, symbols = [] } = each;
        const entry = entries.get(name);
        if (!entry) return each;
        entries.delete(name);
        return { name, ...unite({ ...(own ? { protos: own.map(shared) } : {}), symbols }, initLast(entry)) };
      });
      for (const [name, entry] of entries) functions.push({ name, ...initLast(entry) });
      return functions;
    },
  };
}

/** Symbols that are gone once a module is up (`init_module` of most) stand behind those that stay. */
function initLast(entry: Entry): Entry {
  const stays = entry.symbols.filter(({ range }) => range !== 'init');
  if (stays.length === 0 || stays.length === entry.symbols.length) return entry;
  return { ...entry, symbols: [...stays, ...entry.symbols.filter(({ range }) => range === 'init')] };
}

/** What JSON says, with strings of its own: those cut from the names of a module would keep all of them in memory. */
function fresh(text: string): unknown {
  return JSON.parse(text);
}

/** The same for one string. */
function copied(text: string): string {
  return Buffer.from(text).toString();
}

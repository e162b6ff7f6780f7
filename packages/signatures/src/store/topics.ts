import type {
  Caller,
  DataSymbol,
  EnumDef,
  EnumValue,
  EventField,
  FunctionCallers,
  KernelSnapshot,
  KernelSyscall,
  KernelTracepoint,
  Kfunc,
  ModuleType,
  RawTracepoint,
  TypedefDef,
} from '@tracefit/model';
import { count, fields, flag, list, optional, shared, text } from './codec';
import { functions } from './function-topic';
import { aggregateKind, structs } from './struct-topic';
import { namedTopic, type Topic } from './topic';
import { decimal, enumValues, params, type } from './type-codec';

export { functions, structs };

const caller = shared<Caller>(fields<Caller>({ name: text, sites: count }));

export const callers = namedTopic<FunctionCallers>({
  name: 'callers',
  isLater: true,
  items: (snapshot) => snapshot.callers,
  tables: [caller],
  codec: fields<Omit<FunctionCallers, 'name'>>({ callers: list(caller), addressTaken: flag }),
});

/** The functions that one calls; found the other way round from their callers, and not part of a snapshot. */
interface FunctionCallees {
  readonly name: string;
  /** Sorted. */
  readonly callees: readonly string[];
}

const callee = shared(text);

export const callees = namedTopic<FunctionCallees>({
  name: 'callees',
  isLater: true,
  *items(snapshot) {
    const byCaller = new Map<string, string[]>();
    for (const { name, callers } of snapshot.callers) {
      for (const caller of callers) {
        const own = byCaller.get(caller.name);
        if (own) own.push(name);
        else byCaller.set(caller.name, [name]);
      }
    }
    for (const [name, own] of byCaller) yield { name, callees: own.sort() };
  },
  tables: [callee],
  codec: fields<Omit<FunctionCallees, 'name'>>({ callees: list(callee) }),
});

type Forward = KernelSnapshot['forwards'][number];

export const forwards = namedTopic<Forward>({
  name: 'forwards',
  items: (snapshot) => snapshot.forwards,
  tables: [],
  codec: fields<Omit<Forward, 'name'>>({ kind: aggregateKind }),
});

export const enums = namedTopic<EnumDef>({
  name: 'enums',
  items: (snapshot) => snapshot.enums,
  tables: [],
  codec: fields<Omit<EnumDef, 'name'>>({ size: count, signed: flag, values: enumValues }),
});

export const typedefs = namedTopic<TypedefDef>({
  name: 'typedefs',
  items: (snapshot) => snapshot.typedefs,
  tables: [type],
  codec: fields<Omit<TypedefDef, 'name'>>({ type }),
});

/** Constants by their own name, to find what enums and typedefs hold; not part of a snapshot. */
export const enumerators: Topic<EnumValue> = {
  name: 'enumerators',
  *items(snapshot) {
    for (const { values } of snapshot.enums) yield* values;
    for (const typedef of snapshot.typedefs) if (typedef.type.kind === 'inline_enum') yield* typedef.type.values;
  },
  tables: [],
  shape: decimal.shape,
  key: (item) => item.name,
  write(to, item) {
    decimal.write(to, item.value);
  },
  read: (from, name) => ({ name, value: decimal.read(from) }),
  skip: decimal.skip,
};

const eventFields = shared<readonly EventField[]>(
  list(fields<EventField>({ name: text, type: text, offset: count, size: count, signed: flag })),
);

const tracepointFacts = fields<Omit<KernelTracepoint, 'name'>>({
  system: text,
  fields: optional(eventFields),
  module: optional(text),
  print: optional(text),
});

export const tracepoints: Topic<KernelTracepoint> = {
  name: 'tracepoints',
  items: (snapshot) => snapshot.tracepoints,
  tables: [eventFields],
  shape: tracepointFacts.shape,
  key: (item) => `${item.system}:${item.name}`,
  write(to, item) {
    tracepointFacts.write(to, item);
  },
  read(from, key) {
    const facts = tracepointFacts.read(from);
    if (!key.startsWith(`${facts.system}:`)) throw from.cursor.error('holds an event of another system than its name');
    return { ...facts, name: key.slice(facts.system.length + 1) };
  },
  skip(from) {
    tracepointFacts.skip(from);
  },
};

export const rawTracepoints = namedTopic<RawTracepoint>({
  name: 'raw tracepoints',
  items: (snapshot) => snapshot.rawTracepoints,
  tables: [type],
  codec: fields<Omit<RawTracepoint, 'name'>>({ params, module: optional(text) }),
});

export const kfuncs = namedTopic<Kfunc>({
  name: 'kfuncs',
  isLater: true,
  items: (snapshot) => snapshot.kfuncs ?? [],
  tables: [],
  codec: fields<Omit<Kfunc, 'name'>>({ module: optional(text) }),
});

export const syscalls = namedTopic<KernelSyscall>({
  name: 'syscalls',
  items: (snapshot) => snapshot.syscalls,
  tables: [],
  codec: fields<Omit<KernelSyscall, 'name'>>({
    wrapper: optional(text),
    params: list(fields<KernelSyscall['params'][number]>({ name: text, type: text })),
  }),
});

export const data = namedTopic<DataSymbol>({
  name: 'data symbols',
  items: (snapshot) => snapshot.data,
  tables: [type],
  codec: fields<Omit<DataSymbol, 'name'>>({ letter: optional(text), type: optional(type), module: optional(text) }),
});

type ConfigValue = readonly [name: string, value: string];

export const config: Topic<ConfigValue> = {
  name: 'configuration',
  items: (snapshot) => Object.entries(snapshot.config),
  tables: [],
  shape: text.shape,
  key: ([name]) => name,
  write(to, [, value]) {
    text.write(to, value);
  },
  read: (from, key) => [key, text.read(from)],
  skip: text.skip,
};

export const modules: Topic<string> = {
  name: 'modules',
  items: (snapshot) => snapshot.modules,
  tables: [],
  shape: '',
  key: (name) => name,
  write: () => undefined,
  read: (_from, key) => key,
  skip: () => undefined,
};

export const untypedModules: Topic<string> = {
  ...modules,
  name: 'modules without types',
  isLater: true,
  items: (snapshot) => snapshot.untypedModules ?? [],
};

const moduleNames = shared<readonly string[]>(list(text));

/** By the key `struct NAME`, `union NAME`, `enum NAME`, `typedef NAME`. */
export const moduleTypes: Topic<ModuleType> = {
  name: 'types of modules',
  isLater: true,
  items: (snapshot) => snapshot.moduleTypes ?? [],
  tables: [moduleNames],
  shape: moduleNames.shape,
  key: ({ kind, name }) => `${kind} ${name}`,
  write(to, { modules }) {
    moduleNames.write(to, modules);
  },
  read(from, key) {
    const space = key.indexOf(' ');
    const kind = typeKinds.find((each) => each === key.slice(0, space));
    if (!kind) throw from.cursor.error('holds a type of an unknown kind');
    return { kind, name: key.slice(space + 1), modules: moduleNames.read(from) };
  },
  skip: moduleNames.skip,
};

const typeKinds = ['struct', 'union', 'enum', 'typedef'] as const satisfies readonly ModuleType['kind'][];

/** Every topic, in the order in which the store holds them. */
export const topics: readonly Topic<unknown>[] = [
  functions,
  structs,
  forwards,
  enums,
  typedefs,
  enumerators,
  tracepoints,
  rawTracepoints,
  syscalls,
  data,
  config,
  callers,
  callees,
  modules,
  untypedModules,
  moduleTypes,
  kfuncs,
].map((topic) => topic as Topic<unknown>);

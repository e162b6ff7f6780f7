import {
  parseCDecls,
  printType,
  snapshotKernel,
  type Caller,
  type CDecls,
  type CType,
  type EventField,
  type FunctionCallers,
  type FunctionSymbol,
  type Kernel,
  type KernelFunction,
  type KernelSnapshot,
  type KernelSyscall,
  type KernelTracepoint,
  type RawTracepoint,
  type Topic,
} from '@tracefit/model';

const everything: readonly Topic[] = [
  'functions',
  'prototypes',
  'sections',
  'types',
  'tracepoints',
  'raw_tracepoints',
  'kfuncs',
  'syscalls',
  'data',
  'config',
  'callers',
  'modules',
];

/** What every kernel of a distribution has for tracing. */
const usualConfig: Readonly<Record<string, string>> = {
  CONFIG_DYNAMIC_FTRACE: 'y',
  CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS: 'y',
  CONFIG_FPROBE: 'y',
  CONFIG_KPROBE_EVENTS: 'y',
};

export interface KernelOptions {
  /** Without it `x86_64`. */
  readonly arch?: string;
  /** What was read of the kernel, of modules too if `modules` is among it; without it everything. */
  readonly complete?: readonly Topic[];
  /** `CONFIG_X` to its value, beside the options of `usualConfig`. */
  readonly config?: Readonly<Record<string, string>>;
}

/**
 * A kernel as C text: prototypes, structs, enums, typedefs and variables. All of it is known of the kernel, so what the text does not
 * declare is not there. A function's declaration can begin with words that say what kind of function it is:
 *
 * - `static` a local one; the same line twice makes two functions of one name
 * - `notrace` without an ftrace site, `nokprobe` on the kprobe blacklist, `__init` gone after boot, `noinstr`
 * - `module(NAME)` of a module, `inlined` without a symbol: only BTF describes it
 * - `clone NAME.isra.0;` a copy by the compiler, without a prototype
 *
 * and besides C there is `TRACE_EVENT(SYSTEM, NAME, DECLARATION; ...);` for a trace event with its fields, and
 * `DECLARE_TRACE(NAME, PARAMETER, ...);` for a raw tracepoint, `SYSCALL(NAME);` for a system call. Callers are known of a kernel
 * whose text has a `CALLERS(NAME, CALLER, CALLER * SITES, ...);`, with `&` among them where a function's address is taken.
 */
export function kernel(version: string, text: string, options: KernelOptions = {}): Kernel {
  return snapshotKernel(kernelSnapshot(version, text, options));
}

/** The same as a snapshot, for tests of what keeps snapshots. */
export function kernelSnapshot(version: string, text: string, options: KernelOptions = {}): KernelSnapshot {
  const parts = splitStatements(text).map(readStatement);
  const callers = parts.flatMap((part) => (part.kind === 'callers' ? [part.callers] : []));
  // Few kernels of tests say who calls whom; that the others do not means nothing.
  const complete = options.complete ?? everything.filter((topic) => topic !== 'callers' || callers.length > 0);
  const plain = readC(parts.flatMap((part) => (part.kind === 'c' ? [part.text] : [])).join('\n'));
  return {
    identity: { id: version, release: version, version, arch: options.arch ?? 'x86_64' },
    complete,
    functions: gatherFunctions(parts.flatMap((part) => (part.kind === 'function' ? [part.func] : []))).map((func) =>
      onlyRead(func, complete),
    ),
    callers,
    structs: plain.structs,
    forwards: plain.forwards,
    enums: plain.enums,
    typedefs: plain.typedefs,
    tracepoints: parts.flatMap((part) => (part.kind === 'event' ? [part.event] : [])),
    rawTracepoints: parts.flatMap((part) => (part.kind === 'raw' ? [part.raw] : [])),
    syscalls: parts.flatMap((part) => (part.kind === 'syscall' ? [part.syscall] : [])),
    data: plain.variables.map(({ name, type }) => ({ name, type, letter: 'D' })),
    config: { ...usualConfig, ...options.config },
    modules: [],
    notes: [],
  };
}

type Part =
  | { readonly kind: 'c'; readonly text: string }
  | { readonly kind: 'function'; readonly func: KernelFunction }
  | { readonly kind: 'event'; readonly event: KernelTracepoint }
  | { readonly kind: 'raw'; readonly raw: RawTracepoint }
  | { readonly kind: 'callers'; readonly callers: FunctionCallers }
  | { readonly kind: 'syscall'; readonly syscall: KernelSyscall };

/** The statements of a text: up to a semicolon outside of all brackets. */
function splitStatements(text: string): readonly string[] {
  const statements: string[] = [];
  let depth = 0;
  let from = 0;
  const bare = text.replace(/\/\*[^]*?\*\//g, '');
  for (let at = 0; at < bare.length; at++) {
    if ('({['.includes(bare[at] ?? '')) depth++;
    if (')}]'.includes(bare[at] ?? '')) depth--;
    if (bare[at] !== ';' || depth > 0) continue;
    statements.push(bare.slice(from, at + 1).trim());
    from = at + 1;
  }
  const rest = bare.slice(from).trim();
  if (rest !== '') throw new Error(`a semicolon is missing at the end of the kernel's text: ${rest}`);
  return statements;
}

function readStatement(text: string): Part {
  const event = /^TRACE_EVENT\((\w+),\s*(\w+),([^]*)\);$/.exec(text);
  if (event) return { kind: 'event', event: readEvent(event[1] ?? '', event[2] ?? '', event[3] ?? '') };
  const raw = /^DECLARE_TRACE\((\w+),([^]*)\);$/.exec(text);
  if (raw) return { kind: 'raw', raw: readRaw(raw[1] ?? '', raw[2] ?? '') };
  const callers = /^CALLERS\((\w+),([^]*)\);$/.exec(text);
  if (callers) return { kind: 'callers', callers: readCallers(callers[1] ?? '', callers[2] ?? '') };
  const call = /^SYSCALL\((\w+)\);$/.exec(text)?.[1];
  if (call !== undefined) return { kind: 'syscall', syscall: { name: call, wrapper: `__x64_sys_${call}`, params: [] } };
  const clone = /^clone ([\w.]+);$/.exec(text);
  if (clone) return { kind: 'function', func: { name: clone[1] ?? '', protos: [], symbols: [plainSymbol] } };
  const { symbol, declaration } = readWords(text);
  const inlined = /^inlined\s+/.exec(text);
  if (inlined) {
    const [only] = readC(text.slice(inlined[0].length)).functions;
    if (only) return { kind: 'function', func: { name: only.name, protos: [only.proto], symbols: [] } };
  }
  const [func] = /^[^{]*\);$/.test(declaration) ? readC(declaration).functions : [];
  if (!func) return { kind: 'c', text };
  return { kind: 'function', func: { name: func.name, protos: [func.proto], symbols: [symbol] } };
}

const plainSymbol: FunctionSymbol = { letter: 'T', range: 'text', ftrace: true, blacklisted: false };

const words: readonly (readonly [RegExp, (name: string) => Partial<FunctionSymbol>])[] = [
  [/^static\s+/, () => ({ letter: 't' })],
  [/^notrace\s+/, () => ({ ftrace: false })],
  [/^nokprobe\s+/, () => ({ blacklisted: true })],
  [/^__init\s+/, () => ({ range: 'init', ftrace: false })],
  [/^noinstr\s+/, () => ({ range: 'noinstr', ftrace: false, blacklisted: true })],
  [/^module\((\w+)\)\s+/, (module) => ({ module })],
];

function readWords(text: string): { readonly symbol: FunctionSymbol; readonly declaration: string } {
  let symbol = plainSymbol;
  let declaration = text;
  for (let more = true; more;) {
    more = false;
    for (const [word, meaning] of words) {
      const match = word.exec(declaration);
      if (!match) continue;
      symbol = { ...symbol, ...meaning(match[1] ?? '') };
      declaration = declaration.slice(match[0].length);
      more = true;
    }
  }
  return { symbol, declaration };
}

function readC(text: string): CDecls {
  const decls = parseCDecls(text);
  const [problem] = decls.problems;
  if (problem) throw new Error(`the kernel's text is not C: ${problem.problem}, line ${problem.span.line}: ${text}`);
  return decls;
}

function readEvent(system: string, name: string, text: string): KernelTracepoint {
  let offset = 8;
  const fields = readC(text).variables.map((variable): EventField => {
    const { size, align } = layoutOf(variable.type);
    offset = Math.ceil(offset / align) * align;
    const field = { name: variable.name, type: printType(variable.type), offset, size, signed: false };
    offset += size;
    return field;
  });
  return { system, name, fields };
}

/** Integers by their size, text by its length, all else as a pointer. */
function layoutOf(type: CType): { readonly size: number; readonly align: number } {
  if (type.kind === 'int') return { size: type.size, align: type.size };
  if (type.kind === 'array' && type.of.kind === 'int') return { size: type.of.size * type.count, align: type.of.size };
  return { size: 8, align: 8 };
}

function readRaw(name: string, params: string): RawTracepoint {
  const [func] = readC(`void ${name}(${params});`).functions;
  return { name, params: func?.proto.params ?? [] };
}

function readCallers(name: string, text: string): FunctionCallers {
  const listed = text.split(',').map((each) => each.trim());
  const callers = listed
    .filter((each) => each !== '&')
    .map((each): Caller => {
      const [caller = '', sites = '1'] = each.split(/\s*\*\s*/);
      return { name: caller, sites: Number(sites) };
    });
  return {
    name,
    callers: callers.sort((a, b) => (a.name < b.name ? -1 : 1)),
    addressTaken: listed.includes('&'),
  };
}

/** A function as far as the topics that were read tell of it. */
function onlyRead({ name, protos = [], symbols = [] }: KernelFunction, complete: readonly Topic[]): KernelFunction {
  const told = complete.includes('sections')
    ? symbols
    : symbols.map(({ letter, module }) => ({ letter, ...(module === undefined ? {} : { module }) }));
  return {
    name,
    ...(complete.includes('prototypes') ? { protos } : {}),
    ...(complete.includes('functions') ? { symbols: told } : {}),
  };
}

/** Functions of one name are one, with all their symbols and their different prototypes. */
function gatherFunctions(functions: readonly KernelFunction[]): readonly KernelFunction[] {
  const byName = new Map<string, KernelFunction>();
  for (const func of functions) {
    const before = byName.get(func.name);
    const protos = [...(before?.protos ?? []), ...(func.protos ?? [])];
    const different = [...new Map(protos.map((proto) => [JSON.stringify(proto), proto])).values()];
    const symbols = [...(before?.symbols ?? []), ...(func.symbols ?? [])];
    byName.set(func.name, { name: func.name, protos: different, symbols });
  }
  return [...byName.values()];
}

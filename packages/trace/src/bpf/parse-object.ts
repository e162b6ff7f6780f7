import type { Guard, ParseProblem, Probe, Requirement, Span, TraceFile, Use } from '@tracefit/model';
import type { ElfSymbol } from '@tracefit/btf';
import type { SourceFile } from '../trace-format';
import { lowerCoreObject } from './core-object';
import { findFamilies, type Family } from './families';
import { lowerFunction, type LoweredFunction } from './lower-function';
import { objectContext, type ObjectContext } from './object-context';
import { lowerTypes } from './lower-types';
import { isExtern, isWeak, readObject, type BpfFunction, type BpfObject } from './object';
import { mapRequirement, mapTypes } from './map-types';
import { namesInCode } from './names-in-code';
import { namesInData, namesLike } from './names-in-data';
import { soughtByLoader } from './sought-by-loader';
import { registersOf } from './pt-regs';
import { attachRequirements, readSectionName, type AttachType, type SectionAttach } from './section-name';
import { linesOf, placeOf } from './source-lines';
import { isStructOpsProgram, structOpsProbe, type StructOpsMember } from './struct-ops';

/** How many instructions are followed for one object, all ways counted; the largest real ones take a few hundred thousand. */
const work = 20_000_000;
/** How deep functions call each other; the kernel allows 8. */
const maxCalls = 8;
/** The most that the programs of one object may rely on together. */
const maxUses = 200_000;

interface Program {
  readonly func: BpfFunction;
  readonly attach: SectionAttach;
  readonly optional: boolean;
  readonly needs?: AttachType;
}

const start: Span = { start: 0, end: 0, line: 1, column: 1 };

/**
 * Reads a compiled BPF object: every program is a probe.
 *
 * @throws FormatError where the file is damaged
 */
export function parseObject(file: SourceFile, format: string): TraceFile {
  const object = readObject(file.bytes);
  const problems: ParseProblem[] = [];
  const programs = findPrograms(object, problems);
  const trace = { path: file.path, format, tool: 'libbpf', text: '', declared: [], problems } as const;
  if (!object.btf) {
    problems.push({
      kind: 'unsupported',
      message: 'the object has no BTF, so what it reads is not known',
      span: start,
    });
    const known = programs.map((program): Probe => ({
      ...probeOf(object, program, []),
      uses: [],
      unknowns: [],
      guards: [],
    }));
    return { ...trace, probes: known };
  }
  const types = lowerTypes(object.btf);
  const core = lowerCoreObject(object, types);
  for (const name of types.doubled) {
    problems.push({
      kind: 'unsupported',
      message: `the object has several types \`${name}\`, the first is taken`,
      span: start,
    });
  }
  const context = objectContext(object, core, { left: work });
  const families = findFamilies(
    programs.map(({ func, attach }) => ({ name: func.name, attach, parts: lineKeys(object, func) })),
  );
  const names = file.carrier && namesInCode(file.carrier);
  const isOpen = programs.some(({ attach }) => attach.name === '' && attach.kind !== 'software');
  const inData = file.carrier && isOpen ? namesInData(file.carrier, file.bytes) : [];
  const lowered = new Map<BpfFunction, LoweredFunction>();
  let room = maxUses;
  const probes = programs.map((program, at): Probe => {
    const { uses, unknowns } = withCalled(context, program, lowered);
    room -= uses.length;
    const cut = room < 0 ? [{ reason: 'the object relies on too many things to list them all', span: start }] : [];
    return {
      ...probeOf(object, program, inData, families[at]),
      uses: room < 0 ? [] : uses,
      unknowns: [...unknowns, ...cut],
      guards: [],
      ...soughtByLoader(program, programs, names),
      ...requirementsOf(context, program),
    };
  });
  const arch = registersOf(core);
  const ofStructs = structOpsOf(object).map(({ type, members, at }): Probe => {
    const codes = members.map(({ func }) =>
      withCalled(context, { func, attach: { kind: 'always', name: '' }, optional: false }, lowered),
    );
    return structOpsProbe(type, members, at, {
      uses: codes.flatMap(({ uses }) => uses),
      unknowns: codes.flatMap(({ unknowns }) => unknowns),
    });
  });
  return { ...trace, probes: [...probes, ...ofStructs], ...(arch === undefined ? {} : { arch }) };
}

function findPrograms(object: BpfObject, problems: ParseProblem[]): readonly Program[] {
  const inStructs = new Set(structOpsOf(object).flatMap(({ members }) => members.map(({ func }) => func)));
  return object.functions.flatMap((func) => {
    if (func.isSubprogram) return [];
    const section = readSectionName(func.section.name);
    if (section.kind === 'attach') {
      const { attach, optional, needs } = section;
      return [{ func, attach, optional, ...(needs ? { needs } : {}) }];
    }
    // It is judged with the struct that it is put into.
    if (isStructOpsProgram(func.section.name) && inStructs.has(func)) return [];
    const message = `${section.what} are not judged, so \`${func.name}\` is not`;
    problems.push({ kind: 'unsupported', message, span: placeOf(object, func, func.start) });
    return [];
  });
}

/** The structs of an object whose members are programs, by the types of its BTF and the addresses that are put into them. */
function structOpsOf(object: BpfObject): readonly {
  readonly type: string;
  readonly members: readonly (StructOpsMember & { readonly func: BpfFunction })[];
  readonly at: Span;
}[] {
  const { btf } = object;
  if (!btf) return [];
  return object.structOps.flatMap((section) => {
    const found = btf.find(section.name, 'datasec');
    return (found?.kind === 'datasec' ? found.vars : []).flatMap(({ type, offset }) => {
      const variable = btf.type(type);
      const struct = variable.kind === 'var' ? btf.type(variable.type) : undefined;
      if (struct?.kind !== 'struct') return [];
      const members = struct.members.flatMap((member) => {
        const at = offset + member.bitOffset / 8;
        const symbol = object.linked(section, at);
        const value = symbol && functionOf(object, symbol);
        return value ? [{ name: member.name, func: value, span: placeOf(object, value, value.start) }] : [];
      });
      return [{ type: struct.name, members, at: members[0]?.span ?? start }];
    });
  });
}

/** The program that a symbol is, by its name or, where that is the section's, by its place in it. */
function functionOf(object: BpfObject, symbol: ElfSymbol): BpfFunction | undefined {
  return object.functions.find(
    ({ section, start: begin }) => section === object.sectionOf(symbol) && begin === Number(symbol.value),
  );
}

function lineKeys(object: BpfObject, func: BpfFunction): ReadonlySet<string> {
  const lines = linesOf(object, func).filter(({ line }) => line > 0);
  return new Set(lines.map(({ file, line }) => `${file}:${line}`));
}

/** The functions that a program without a target may be for, by what the program that carries the object names. */
function choicesOf(
  named: boolean,
  program: string,
  names: readonly string[],
): { readonly choices?: readonly string[] } {
  const choices = named ? [] : namesLike(program, names);
  return choices.length > 0 ? { choices } : {};
}

type ProbeHead = Pick<Probe, 'attach' | 'span' | 'ifMissing' | 'family' | 'group'>;

function probeOf(
  object: BpfObject,
  { func, attach, optional }: Program,
  names: readonly string[],
  family?: Family,
): ProbeHead {
  const span = placeOf(object, func, func.start);
  const named = attach.name !== '' || attach.kind === 'software';
  return {
    attach: { ...attach, span, ...(named ? {} : { byLoader: true }), ...choicesOf(named, func.name, names) },
    span,
    ...(optional ? { ifMissing: 'ignore' } : {}),
    ...(family?.relatives === undefined ? {} : { family: family.relatives }),
    ...(family?.twins === undefined ? {} : { group: family.twins }),
  };
}

/** What a program and the functions it calls rely on. */
function withCalled(
  context: ObjectContext,
  program: Program,
  lowered: Map<BpfFunction, LoweredFunction>,
): Pick<LoweredFunction, 'uses' | 'unknowns'> {
  const uses: Use[] = [];
  const unknowns: LoweredFunction['unknowns'][number][] = [];
  const entered = new Set<BpfFunction>();
  const enter = (one: LoweredFunction, guards: readonly Guard[], depth: number): void => {
    uses.push(
      ...one.uses.map((use) => (guards.length > 0 ? { ...use, guards: [...guards, ...(use.guards ?? [])] } : use)),
    );
    unknowns.push(...one.unknowns);
    for (const call of one.calls) {
      const callee = context.functionsAt.get(`${call.section} ${call.at}`);
      // A function that is called twice is taken as it is called first without a condition, or else for the first time.
      if (!callee || depth >= maxCalls || entered.has(callee)) continue;
      entered.add(callee);
      const inner = call.withContext
        ? lowerFunction(context, callee, program.attach)
        : (lowered.get(callee) ?? lowerFunction(context, callee, undefined));
      if (!call.withContext) lowered.set(callee, inner);
      const always = one.calls.some(
        (other) => other.at === call.at && other.section === call.section && other.guards.length === 0,
      );
      enter(inner, always ? guards : [...guards, ...call.guards], depth + 1);
    }
  };
  entered.add(program.func);
  enter(lowerFunction(context, program.func, program.attach), [], 0);
  return { uses, unknowns };
}

/** Options of the kernel's configuration that libbpf must find to load the object, and the way the program attaches. */
function requirementsOf(
  { object, config }: ObjectContext,
  { func, optional, needs }: Program,
): { readonly requires?: readonly Requirement[] } {
  const found = new Map<string, Requirement>();
  for (const { at } of func.insns) {
    const symbol = object.linked(func.section, at);
    if (!symbol || !isExtern(symbol) || isWeak(symbol) || !config.has(symbol.name)) continue;
    if (!symbol.name.startsWith('CONFIG_') || found.has(symbol.name)) continue;
    found.set(symbol.name, {
      what: `the option ${symbol.name}`,
      condition: { kind: 'config_set', name: symbol.name },
      span: placeOf(object, func, at),
    });
  }
  const place = placeOf(object, func, func.start);
  const maps = object.btf ? mapTypes(object.btf).flatMap((type) => mapRequirement(type, place) ?? []) : [];
  const requires = [...attachRequirements(needs, optional, place), ...maps, ...found.values()];
  return requires.length > 0 ? { requires } : {};
}

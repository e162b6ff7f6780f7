import { EM, ET, SHT, STB, STT, coreReloKinds, writeBtfExt, writeElf } from '@tracefit/btf';
import type { BtfCoreRelo, BtfLineInfo, CoreReloKind, ElfSymbolSpec } from '@tracefit/btf';
import { parseCDecls, parseCType, type CDecls, type CType } from '@tracefit/model';
import { typesWriter, type TypesWriter } from './types-writer';

/**
 * A BPF object from text: C declarations of its types, then programs, one instruction a line.
 *
 *     struct file { unsigned int f_mode; };
 *     SEC("kprobe/vfs_open") // int BPF_KPROBE(vfs_open, struct path *path)
 *     r1 = *(u64 *)(r1 + 112)
 *     r2 = field_exists(struct file, 0:0)
 *     if r2 == 0 goto out
 *     r3 = field_byte_offset(struct file, 0:0)
 *     r4 = config LINUX_KERNEL_VERSION       or `r4 = weak SYMBOL`, `r4 = strong SYMBOL`: an address
 *     r4 = *(u32 *)(r4 + 0)
 *     call bpf_task_acquire                  a function of the kernel; `call weak NAME`
 *     call helper 1                          a helper of the kernel by its number
 *     out:
 *     exit
 *
 * The line of source of an instruction is its own; that of a program's begin is what stands behind `//`. Where that declares the context
 * as a struct, `int on_wakeup(struct woken *ctx)`, BTF has it too.
 */
export function assembleObject(text: string): Uint8Array {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('SEC('));
  const decls = parseCDecls(lines.slice(0, first).join('\n'));
  const [problem] = decls.problems;
  if (problem) throw new Error(`the types of the object are not C: ${problem.problem}`);
  return link(assemblePrograms(lines, first), typesOf(decls));
}

interface Linked {
  readonly at: number;
  readonly name: string;
  readonly weak: boolean;
  readonly kind: 'config' | 'variable' | 'function';
}

interface Assembled {
  readonly section: string;
  readonly name: string;
  readonly bytes: number[];
  readonly relos: { readonly at: number; readonly kind: CoreReloKind; readonly type: CType; readonly access: string }[];
  readonly linked: Linked[];
  readonly lines: BtfLineInfo[];
}

const file = 'trace.bpf.c';

function assemblePrograms(lines: readonly string[], first: number): readonly Assembled[] {
  const programs: Assembled[] = [];
  let labels = new Map<string, number>();
  let jumps: { readonly at: number; readonly to: string }[] = [];
  const close = (): void => {
    const { bytes } = programs.at(-1) ?? { bytes: [] };
    for (const { at, to } of jumps) {
      const distance = ((labels.get(to) ?? 0) - at) / 8 - 1;
      bytes[at + 2] = distance & 255;
      bytes[at + 3] = (distance >> 8) & 255;
    }
    labels = new Map();
    jumps = [];
  };
  for (const [index, whole] of lines.entries()) {
    const line = whole.trim();
    if (index < first || line === '') continue;
    const section = /^SEC\("([^"]*)"\)(?: (\w+))?(?: \/\/ (.*))?$/.exec(line);
    if (section) {
      close();
      const [, name = '', func = `prog_${programs.length}`, source = line] = section;
      const place = { insnOffset: 0, file, text: source, line: index + 1, column: 1 };
      programs.push({ section: name, name: func, bytes: [], relos: [], linked: [], lines: [place] });
      continue;
    }
    const program = programs.at(-1);
    if (!program) continue;
    const at = program.bytes.length;
    if (/^\w+:$/.test(line)) {
      labels.set(line.slice(0, -1), at);
      continue;
    }
    if (at > 0) program.lines.push({ insnOffset: at, file, text: line, line: index + 1, column: 1 });
    const jump = assembleLine(line, program);
    if (jump !== undefined) jumps.push({ at, to: jump });
  }
  close();
  return programs;
}

const comparisons = ['', '==', '>', '>=', '&', '!=', 's>', 's>=', '', '', '<', '<=', 's<', 's<='];
const sizes: Readonly<Record<string, number>> = { u32: 0x61, u16: 0x69, u8: 0x71, u64: 0x79 };

/** Adds the bytes of one line; gives the label where it jumps. */
function assembleLine(line: string, program: Assembled): string | undefined {
  const at = program.bytes.length;
  const emit = (code: number, dst: number, src: number, off: number, imm: number): void => {
    program.bytes.push(code, dst | (src << 4), off & 255, (off >> 8) & 255);
    for (let shift = 0; shift < 32; shift += 8) program.bytes.push((imm >> shift) & 255);
  };
  const match = (pattern: RegExp) => pattern.exec(line)?.slice(1);
  const relo = match(/^r(\d+) = (\w+)\((.*), ([\d:]+)\)$/);
  const kind = coreReloKinds.find((each) => each === relo?.[1]);
  if (relo && kind) {
    const { type } = parseCType(relo[2] ?? '');
    if (!type) throw new Error(`not a type: ${line}`);
    program.relos.push({ at, kind, type, access: relo[3] ?? '' });
    emit(0xb7, Number(relo[0]), 0, 0, 0);
    return undefined;
  }
  const load = match(/^r(\d+) = \*\((u\d+) \*\)\(r(\d+) \+ (\d+)\)(?: (\w+)\((.*), ([\d:]+)\))?$/);
  if (load) {
    const direct = coreReloKinds.find((each) => each === load[4]);
    const { type } = parseCType(load[5] ?? '');
    if (direct && type) program.relos.push({ at, kind: direct, type, access: load[6] ?? '' });
    emit(sizes[load[1] ?? ''] ?? 0x79, Number(load[0]), Number(load[2]), Number(load[3]), 0);
    return undefined;
  }
  const address = match(/^r(\d+) = (config|weak|strong) (\w+)$/);
  if (address) {
    const [dst, word, name = ''] = address;
    program.linked.push({ at, name, weak: word === 'weak', kind: word === 'config' ? 'config' : 'variable' });
    emit(0x18, Number(dst), 0, 0, 0);
    emit(0, 0, 0, 0, 0);
    return undefined;
  }
  const helper = match(/^call helper (\d+)$/);
  if (helper) {
    emit(0x85, 0, 0, 0, Number(helper[0]));
    return undefined;
  }
  const call = match(/^call (weak )?(\w+)$/);
  if (call) {
    program.linked.push({ at, name: call[1] ?? '', weak: call[0] !== undefined, kind: 'function' });
    emit(0x85, 0, 2, 0, -1);
    return undefined;
  }
  const jump = match(/^if r(\d+) (\S+) (-?\d+) goto (\w+)$/);
  if (jump) {
    emit((comparisons.indexOf(jump[1] ?? '') << 4) | 5, Number(jump[0]), 0, 0, Number(jump[2]));
    return jump[3];
  }
  const go = match(/^goto (\w+)$/);
  const number = match(/^r(\d+) = (-?\d+)$/);
  const copy = match(/^r(\d+) = r(\d+)$/);
  const add = match(/^r(\d+) \+= r(\d+)$/);
  const spill = match(/^\*\(u64 \*\)\(r10 - (\d+)\) = r(\d+)$/);
  const fill = match(/^r(\d+) = \*\(u64 \*\)\(r10 - (\d+)\)$/);
  if (go) emit(0x05, 0, 0, 0, 0);
  else if (number) emit(0xb7, Number(number[0]), 0, 0, Number(number[1]));
  else if (add) emit(0x0f, Number(add[0]), Number(add[1]), 0, 0);
  else if (copy) emit(0xbf, Number(copy[0]), Number(copy[1]), 0, 0);
  else if (spill) emit(0x7b, 10, Number(spill[1]), -Number(spill[0]), 0);
  else if (fill) emit(0x79, Number(fill[0]), 10, -Number(fill[1]), 0);
  else if (line === 'exit') emit(0x95, 0, 0, 0, 0);
  else throw new Error(`not an instruction: ${line}`);
  return go?.[0];
}

function typesOf(decls: CDecls): TypesWriter {
  const types = typesWriter(decls);
  for (const { kind, name } of decls.structs) types.id({ kind, name });
  for (const { name } of decls.enums) if (name !== '') types.id({ kind: 'enum', name });
  for (const { name } of decls.typedefs) types.id({ kind: 'typedef', name });
  return types;
}

/** Puts the programs together: code first, then types, symbols and what links them. */
function link(programs: readonly Assembled[], types: TypesWriter): Uint8Array {
  const sections = [...new Set(programs.map(({ section }) => section))];
  const start = new Map<Assembled, number>();
  const code = sections.map((section) => {
    const bytes: number[] = [];
    for (const program of programs.filter((each) => each.section === section)) {
      start.set(program, bytes.length);
      bytes.push(...program.bytes);
    }
    return Uint8Array.from(bytes);
  });
  const base = (program: Assembled): number => start.get(program) ?? 0;
  const at = (program: Assembled): number => sections.indexOf(program.section) + 1;
  const externs = [...new Map(programs.flatMap(({ linked }) => linked).map((each) => [each.name, each])).values()];
  const relocations = programs.map((program) =>
    program.relos.map((relo): BtfCoreRelo => {
      const { kind, access } = relo;
      const path = access.split(':').map(Number);
      return { insnOffset: base(program) + relo.at, type: types.id(relo.type), access, path, kind };
    }),
  );
  addExterns(externs, types);
  addContexts(programs, types);
  const writer = types.finish();
  const grouped = <R>(records: (program: Assembled, index: number) => readonly R[]) =>
    sections.map((section) => ({
      section,
      records: programs.flatMap((program, index) => (program.section === section ? records(program, index) : [])),
    }));
  const ext = writeBtfExt(
    {
      funcInfo: [],
      lineInfo: grouped((program) =>
        program.lines.map((line) => ({ ...line, insnOffset: line.insnOffset + base(program) })),
      ),
      coreRelo: grouped((_, index) => relocations[index] ?? []).filter(({ records }) => records.length > 0),
    },
    writer,
  );
  const symbols: ElfSymbolSpec[] = [
    ...programs.map((program) => ({
      name: program.name,
      value: BigInt(base(program)),
      size: program.bytes.length,
      type: STT.FUNC,
      bind: STB.GLOBAL,
      section: at(program),
    })),
    ...externs.map(({ name, weak }) => ({ name, value: 0n, bind: weak ? STB.WEAK : STB.GLOBAL, section: 0 })),
  ];
  const symbolTable = 2 * sections.length + 3;
  const links = sections.map((section, index) => {
    const entries = programs
      .filter((program) => program.section === section)
      .flatMap((program) =>
        program.linked.map((each) => ({
          offset: base(program) + each.at,
          symbol: programs.length + externs.findIndex(({ name }) => name === each.name) + 1,
        })),
      );
    const bytes = new DataView(new ArrayBuffer(16 * entries.length));
    entries.forEach(({ offset, symbol }, entry) => {
      bytes.setBigUint64(16 * entry, BigInt(offset), true);
      bytes.setBigUint64(16 * entry + 8, (BigInt(symbol) << 32n) | 1n, true);
    });
    return {
      name: `.rel${section}`,
      bytes: new Uint8Array(bytes.buffer),
      type: SHT.REL,
      link: symbolTable,
      info: index + 1,
      entsize: 16,
    };
  });
  return writeElf({
    machine: EM.BPF,
    type: ET.REL,
    sections: [
      ...sections.map((name, index) => ({
        name,
        bytes: code[index] ?? new Uint8Array(),
        type: SHT.PROGBITS,
        flags: 6n,
      })),
      ...links,
      { name: '.BTF', bytes: writer.bytes(), type: SHT.PROGBITS },
      { name: '.BTF.ext', bytes: ext, type: SHT.PROGBITS },
    ],
    symbols,
  });
}

/** Programs whose source says what their context is. */
function addContexts(programs: readonly Assembled[], types: TypesWriter): void {
  for (const { name, lines } of programs) {
    const struct = /^int \w+\(struct (\w+) \*\w+\)$/.exec(lines[0]?.text ?? '')?.[1];
    if (struct === undefined) continue;
    const params = [{ name: 'ctx', type: { kind: 'ptr', to: { kind: 'struct', name: struct } } }] as const;
    const int: CType = { kind: 'int', name: 'int', size: 4, signed: true };
    types.add({
      kind: 'func',
      name,
      type: types.id({ kind: 'func_proto', proto: { ret: int, params } }),
      linkage: 'global',
    });
  }
}

/** What the kernel gives: variables in `.kconfig`, addresses and functions in `.ksyms`. */
function addExterns(externs: readonly Linked[], types: TypesWriter): void {
  const int: CType = { kind: 'int', name: 'int', size: 4, signed: true };
  const functions = externs.filter(({ kind }) => kind === 'function');
  for (const { name } of functions) {
    const type = types.id({ kind: 'func_proto', proto: { ret: int, params: [] } });
    types.add({ kind: 'func', name, type, linkage: 'extern' });
  }
  for (const [section, kind] of [
    ['.kconfig', 'config'],
    ['.ksyms', 'variable'],
  ] as const) {
    const vars = externs
      .filter((each) => each.kind === kind)
      .map(({ name }) => {
        const type = types.id(kind === 'config' ? int : { kind: 'void' });
        return { type: types.add({ kind: 'var', name, type, linkage: 'extern' }), offset: 0, size: 4 };
      });
    if (vars.length > 0) types.add({ kind: 'datasec', name: section, size: 4 * vars.length, vars });
  }
}

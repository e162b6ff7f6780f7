import { EM, readBtf, SHT, STB, STT, writeBtf, writeElf } from '@tracefit/btf';
import type { ElfSectionSpec, ElfSymbolSpec } from '@tracefit/btf';
import { someTypes } from './write-vmlinux';

const SHF_WRITE = 1n;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;
const R_X86_64_64 = 1n;
const RELA_SIZE = 24;

export interface ModuleOptions {
  readonly name?: string;
  readonly release?: string;
  readonly btf?: boolean;
  /** A function more in `.text`, of this name. */
  readonly extra?: string;
}

/** A section that is filled step by step: bytes, and pointers to other sections. */
interface Part {
  readonly name: string;
  readonly flags: bigint;
  readonly bytes: number[];
  readonly pointers: { readonly at: number; readonly section: string; readonly offset: number }[];
}

/**
 * Writes a module as distributions build them for x86-64: ext4 with a few of its functions, each 16 bytes long, one trace event,
 * and split BTF over that of `writeVmlinux`.
 *
 *     .text           ext4_sync_fs (ftrace), ext4_file_write_iter (ftrace, exported), ext4_nop (none), ext4_kill (blacklisted)
 *     .noinstr.text   ext4_noinstr          .init.text   ext4_init_fs, init_module          .exit.text   ext4_exit_fs, cleanup_module
 */
export function writeModule(options: ModuleOptions = {}): Uint8Array {
  const { name = 'ext4', release = '6.1.0-56-amd64' } = options;
  const parts = new Map<string, Part>();
  const part = (section: string, flags: bigint): Part => {
    const known = parts.get(section) ?? { name: section, flags, bytes: [], pointers: [] };
    parts.set(section, known);
    return known;
  };
  const symbols: ElfSymbolSpec[] = [];
  const symbol = (symbolName: string, section: string, value: number, more: Partial<ElfSymbolSpec> = {}) => {
    symbols.push({
      name: symbolName,
      value: BigInt(value),
      section: indexOf(parts, section),
      bind: STB.LOCAL,
      ...more,
    });
  };
  const code = (section: string, ...names: string[]) => {
    const text = part(section, SHF_ALLOC | SHF_EXECINSTR);
    const at = text.bytes.length;
    text.bytes.push(...new Array<number>(16).fill(0x90));
    for (const each of names) symbol(each, section, at);
    return at;
  };
  const pointer = (from: Part, section: string, offset: number) => {
    from.pointers.push({ at: from.bytes.length, section, offset });
    from.bytes.push(...new Array<number>(8).fill(0));
  };
  const global = (symbolName: string) => {
    const at = symbols.findIndex((each) => each.name === symbolName);
    const found = symbols[at];
    if (found) symbols[at] = { ...found, bind: STB.GLOBAL };
  };

  const sync = code('.text', `${name}_sync_fs`);
  const write = code('.text', `${name}_file_write_iter`);
  code('.text', `${name}_nop`);
  const kill = code('.text', `${name}_kill`);
  if (options.extra !== undefined) code('.text', options.extra);
  code('.noinstr.text', `${name}_noinstr`);
  code('.init.text', `${name}_init_fs`, 'init_module');
  code('.exit.text', `${name}_exit_fs`, 'cleanup_module');
  const sites = part('__mcount_loc', SHF_ALLOC);
  pointer(sites, '.text', sync + 4);
  pointer(sites, '.text', write);
  pointer(part('_kprobe_blacklist', SHF_ALLOC | SHF_WRITE), '.text', kill);
  addEvent(name, part, pointer, symbol);
  symbol(`${name}_mount_opt`, '.data', 0, { type: STT.OBJECT });
  part('__ksymtab', SHF_ALLOC).bytes.push(0, 0, 0, 0);
  symbol(`__ksymtab_${name}_file_write_iter`, '__ksymtab', 0, { type: STT.NOTYPE });
  global(`${name}_file_write_iter`);
  part('.gnu.linkonce.this_module', SHF_ALLOC | SHF_WRITE).bytes.push(0);
  const modinfo = `license=GPL\0name=${name}\0vermagic=${release} SMP preempt mod_unload modversions \0`;
  part('.modinfo', SHF_ALLOC).bytes.push(...Buffer.from(modinfo));
  if (options.btf !== false) part('.BTF', 0n).bytes.push(...moduleTypes(name));
  return assemble([...parts.values()], symbols);
}

function indexOf(parts: ReadonlyMap<string, Part>, section: string): number {
  return [...parts.keys()].indexOf(section) + 1;
}

/** The event `ext4:ext4_sync_file_enter`, laid out as `trace-structs.ts` says, with a constant that the kernel replaces. */
function addEvent(
  name: string,
  part: (section: string, flags: bigint) => Part,
  pointer: (from: Part, section: string, offset: number) => void,
  symbol: (name: string, section: string, value: number) => void,
): void {
  const strings = part('.rodata.str1.1', SHF_ALLOC);
  const text = (value: string): number => {
    const at = strings.bytes.length;
    strings.bytes.push(...Buffer.from(`${value}\0`));
    return at;
  };
  const data = part('.data', SHF_ALLOC | SHF_WRITE);
  const put = (target: Part, ...values: (number | { readonly section: string; readonly offset: number })[]): number => {
    const at = target.bytes.length;
    for (const value of values) {
      if (typeof value === 'number') target.bytes.push(...Buffer.from(BigUint64Array.of(BigInt(value)).buffer));
      else pointer(target, value.section, value.offset);
    }
    return at;
  };
  const string = (value: string) => ({ section: '.rodata.str1.1', offset: text(value) });
  put(data, 0);
  // type, name, size 8 and align 8, not signed, len
  const fields = put(data, string('ino_t'), string('ino'), 8 + 8 * 2 ** 32, 0, 0, 0, 0, 0, 0, 0);
  const system = string(name);
  const eventClass = put(data, system, 0, { section: '.data', offset: fields });
  const event = `${name}_sync_file_enter`;
  const tracepoints = part('__tracepoints', SHF_ALLOC | SHF_WRITE);
  symbol(`__tracepoint_${event}`, '__tracepoints', put(tracepoints, string(event), 0));
  const call = put(
    data,
    0,
    0,
    { section: '.data', offset: eventClass },
    { section: '__tracepoints', offset: 0 },
    string('"ino %lu of %d", REC->ino, EXT4_MAX'),
    0,
  );
  put(part('_ftrace_events', SHF_ALLOC | SHF_WRITE), { section: '.data', offset: call });
  const map = put(part('.init.data', SHF_ALLOC | SHF_WRITE), system, string('EXT4_MAX'), 11);
  put(part('_ftrace_eval_map', SHF_ALLOC | SHF_WRITE), { section: '.init.data', offset: map });
}

/** `struct file` is in the kernel too, `struct ext4_inode_info` is not. */
function moduleTypes(name: string): Uint8Array {
  const base = readBtf(someTypes());
  const id = base.length;
  const INT = 1;
  const FILE_POINTER = 3;
  return writeBtf(
    [
      { kind: 'struct', name: 'file', size: 4, members: [{ name: 'f_mode', type: INT, bitOffset: 0 }] },
      { kind: 'struct', name: `${name}_inode_info`, size: 4, members: [{ name: 'i_flags', type: INT, bitOffset: 0 }] },
      { kind: 'func_proto', type: INT, params: [{ name: 'file', type: FILE_POINTER }] },
      { kind: 'func', name: `${name}_file_write_iter`, type: id + 2, linkage: 'static' },
      { kind: 'func_proto', type: INT, params: [{ name: 'count', type: INT }] },
      { kind: 'func', name: 'vfs_read', type: id + 4, linkage: 'static' },
    ],
    { base },
  );
}

function assemble(parts: readonly Part[], own: readonly ElfSymbolSpec[]): Uint8Array {
  const sectionSymbols = parts.map((_, i): ElfSymbolSpec => ({
    name: '',
    value: 0n,
    section: i + 1,
    type: STT.SECTION,
    bind: STB.LOCAL,
  }));
  const isGlobal = ({ bind }: ElfSymbolSpec) => bind === STB.GLOBAL;
  const symbols = [...sectionSymbols, ...own.filter((each) => !isGlobal(each)), ...own.filter(isGlobal)];
  const sections: ElfSectionSpec[] = parts.map(({ name, flags, bytes }) => ({
    name,
    flags,
    bytes: Uint8Array.from(bytes),
  }));
  const related = parts.filter(({ pointers }) => pointers.length > 0);
  const symtab = parts.length + related.length + 1;
  for (const { name, pointers } of related) {
    const bytes = Buffer.alloc(pointers.length * RELA_SIZE);
    pointers.forEach(({ at, section, offset }, i) => {
      const target = BigInt(parts.findIndex((each) => each.name === section) + 1);
      bytes.writeBigUInt64LE(BigInt(at), i * RELA_SIZE);
      bytes.writeBigUInt64LE((target << 32n) | R_X86_64_64, i * RELA_SIZE + 8);
      bytes.writeBigInt64LE(BigInt(offset), i * RELA_SIZE + 16);
    });
    const info = parts.findIndex((each) => each.name === name) + 1;
    sections.push({ name: `.rela${name}`, type: SHT.RELA, bytes, link: symtab, info, entsize: RELA_SIZE });
  }
  return writeElf({ machine: EM.X86_64, sections, symbols });
}

import { EM, FormatError, readElf, SHT, type Elf, type ElfSection } from '@tracefit/btf';

/** What the code of a program that carries BPF objects names, apart from what libbpf is told of the objects. */
export interface NamesInCode {
  /** Whether it does something with that text; `isProgram`: a BPF program is called so, which its skeleton notes once. */
  uses(text: string, isProgram: boolean): boolean;
  /** What it loads the address of and looks like the name of a function. */
  readonly words: readonly string[];
}

/** Go programs have tens of megabytes of code, and name things in another way. */
const maxCode = 8_000_000;

/** Names of functions that people attach to have words with underscores between them. */
const functionName = /^(_*[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\0/;
const longest = 64;

/** `SHF_EXECINSTR` */
const executable = 4n;

/** Registers that keep their value over a call (System V ABI x86-64, 3.2.1): what lies in one is used again. */
const kept: ReadonlySet<number> = new Set([3, 5, 12, 13, 14, 15]);

/** Reads the names that a program for x86-64 loads the address of; nothing where it is no such program. */
export function namesInCode(bytes: Uint8Array): NamesInCode | undefined {
  try {
    const elf = readElf(bytes);
    return elf.machine === EM.X86_64 && elf.is64 ? readNames(bytes, elf) : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function readNames(bytes: Uint8Array, { sections }: Elf): NamesInCode {
  const inFile = sections.filter(({ type, addr }) => type === SHT.PROGBITS && addr > 0n);
  const isCode = ({ flags }: ElfSection) => (flags & executable) !== 0n;
  const loads = new Map<number, readonly number[]>();
  for (const section of inFile.filter(isCode)) addLoads(loads, section);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const loadsOf = (text: string): readonly number[] => {
    const found: number[] = [];
    const wanted = Buffer.from(`${text}\0`, 'latin1');
    for (let at = buffer.indexOf(wanted); at >= 0; at = buffer.indexOf(wanted, at + 1)) {
      const home = inFile.find(({ offset, size }) => at >= offset && at < offset + size);
      if (home && !isCode(home)) found.push(...(loads.get(Number(home.addr) + at - home.offset) ?? []));
    }
    return found;
  };
  const words = [...loads.keys()].flatMap((addr) => {
    const home = inFile.find((section) => addr >= Number(section.addr) && addr < Number(section.addr) + section.size);
    if (!home || isCode(home)) return [];
    const at = home.offset + addr - Number(home.addr);
    return functionName.exec(buffer.toString('latin1', at, at + longest))?.[1] ?? [];
  });
  return {
    words,
    uses(text, isProgram) {
      const registers = loadsOf(text);
      return isProgram
        ? registers.length > 1 || registers.some((register) => kept.has(register))
        : registers.length > 0;
    },
  };
}

/** Adds the registers that addresses are loaded into, by address: `lea disp32(%rip), %reg` with a REX prefix of 64 bits. */
function addLoads(loads: Map<number, readonly number[]>, { bytes, addr, size }: ElfSection): void {
  if (size > maxCode) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 7 <= bytes.length; at++) {
    const [rex = 0, opcode = 0, operands = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    if ((rex !== 0x48 && rex !== 0x4c) || opcode !== 0x8d || (operands & 0xc7) !== 0x05) continue;
    const register = ((operands >> 3) & 7) + (rex === 0x4c ? 8 : 0);
    const target = Number(addr) + at + 7 + view.getInt32(at + 3, true);
    loads.set(target, [...(loads.get(target) ?? []), register]);
  }
}

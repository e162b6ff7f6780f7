import { parseCDecls } from '@tracefit/model';
import type { ImageTypes } from '../src/facts/image-types';
import { createImageMemory } from '../src/image/image-memory';
import { indexSymbols } from '../src/image/index-symbols';
import type { Address, ImageSymbol, KernelImage } from '../src/image/kernel-image';
import { findPointerRuns } from '../src/image/pointer-runs';

/** Writes a small kernel image: text at 0, data from `DATA` on; addresses count from where kernels are linked to. */
export interface ImageBuilder {
  /** Names an address; `t` by default. */
  symbol(name: string, address: Address, letter?: string): void;
  /** Puts code at an address of the text. */
  code(address: Address, bytes: readonly number[]): void;
  /** Appends to the data and tells where it begins; aligned to 8 bytes. */
  text(value: string): Address;
  bytes(value: Uint8Array): Address;
  /** Pointers; `undefined` is a null pointer. */
  pointers(targets: readonly (Address | undefined)[]): Address;
  /** Appends a table of pointers between two symbols. */
  table(startSymbol: string, stopSymbol: string, targets: readonly (Address | undefined)[]): void;
  /** A struct of `size` bytes with members at their offsets: a pointer, or a number of 4 bytes. */
  struct(
    size: number,
    members: ReadonlyMap<number, { readonly pointer: Address } | { readonly number: number }>,
  ): Address;
  /** Overwrites what was appended. */
  patchPointer(at: Address, target: bigint): void;
  build(change?: Partial<KernelImage>): KernelImage;
}

export const BASE = 0xffffffff81000000n;
export const TEXT_SIZE = 0x10000;
export const DATA = 0x20000;
const DATA_SIZE = 0x10000;

export function newImageBuilder(): ImageBuilder {
  const text = Buffer.alloc(TEXT_SIZE);
  const data = Buffer.alloc(DATA_SIZE);
  const symbols: ImageSymbol[] = [];
  let used = 0;
  const append = (value: Uint8Array): Address => {
    const at = used;
    data.set(value, at);
    used = Math.ceil((at + Math.max(value.length, 1)) / 8) * 8;
    return DATA + at;
  };
  const symbol = (name: string, address: Address, letter = 't') => {
    symbols.push({ name, letter, address, absolute: letter === 'A' });
  };
  const pointers = (targets: readonly (Address | undefined)[]): Address => {
    const bytes = Buffer.alloc(targets.length * 8);
    targets.forEach((target, i) => bytes.writeBigUInt64LE(target === undefined ? 0n : BASE + BigInt(target), i * 8));
    return append(bytes);
  };
  return {
    symbol,
    code: (address, bytes) => {
      text.set(bytes, address);
    },
    text: (value) => append(Buffer.from(`${value}\0`)),
    bytes: append,
    pointers,
    table(startSymbol, stopSymbol, targets) {
      const start = pointers(targets);
      symbol(startSymbol, start, 'D');
      symbol(stopSymbol, start + targets.length * 8, 'D');
    },
    struct(size, members) {
      const bytes = Buffer.alloc(size);
      for (const [offset, member] of members) {
        if ('pointer' in member) bytes.writeBigUInt64LE(BASE + BigInt(member.pointer), offset);
        else bytes.writeUInt32LE(member.number, offset);
      }
      return append(bytes);
    },
    patchPointer: (at, target) => {
      data.writeBigUInt64LE(target, at - DATA);
    },
    build(change = {}) {
      const segments = [
        { address: BASE, bytes: text, size: TEXT_SIZE },
        { address: BASE + BigInt(DATA), bytes: data, size: DATA_SIZE },
      ];
      const memory = createImageMemory(segments, {
        littleEndian: true,
        pointerSize: 8,
        text: [{ address: BASE, size: TEXT_SIZE }],
      });
      const sorted = symbols.toSorted((a, b) => a.address - b.address);
      return {
        ...memory,
        ...indexSymbols(sorted, memory),
        arch: 'x86_64',
        symbolSource: 'kallsyms',
        symbols: sorted,
        section: () => undefined,
        pointersKnown: true,
        pointerRuns: (least) => findPointerRuns(memory, least),
        notes: [],
        ...change,
      };
    },
  };
}

/** Types as a kernel's BTF would give them, from C. */
export function typesOf(c: string): ImageTypes {
  const { structs, typedefs } = parseCDecls(c);
  return {
    struct: (name) => structs.find((struct) => struct.name === name),
    typedef: (name) => typedefs.find((typedef) => typedef.name === name),
  };
}

import { FormatError } from '@tracefit/btf';
import type { SourceFile } from '../trace-format';
import { readObject } from './object';

/** The most objects that are looked for in one file; real programs carry one to a few dozen. */
const maxObjects = 256;
const headerSize = 64;
const machine = 247;

/**
 * The BPF objects that a file carries, as programs with a libbpf skeleton and Go programs do, each as a file of its own, named
 * `PROGRAM[SOURCE]` after the source it was compiled from, or `PROGRAM[#2]`.
 */
export function embeddedObjects(file: SourceFile): readonly SourceFile[] {
  const found = findObjects(file.bytes);
  const arch = archOf(file.bytes);
  const names = found.map((bytes, index) => sourceName(bytes) ?? `#${index + 1}`);
  return found.map((bytes, index) => {
    const name = names[index] ?? '';
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    const path = `${file.path}[${isAlone ? name : `${name} #${index + 1}`}]`;
    return { path, bytes, text: '', ...(arch === undefined ? {} : { arch, carrier: file.bytes }) };
  });
}

/** The architecture an executable is compiled for, by its `e_machine` (include/uapi/linux/elf-em.h). */
function archOf(bytes: Uint8Array): string | undefined {
  const isElf = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '\x7fELF';
  return isElf ? machines.get((bytes[18] ?? 0) + 256 * (bytes[19] ?? 0)) : undefined;
}

const machines: ReadonlyMap<number, string> = new Map([
  [62, 'x86_64'],
  [183, 'arm64'],
]);

/** One pass over the bytes: what begins like an object and is whole is one, and the search goes on behind it. */
function findObjects(bytes: Uint8Array): readonly Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const objects: Uint8Array[] = [];
  let at = buffer.indexOf('\x7fELF', 0, 'latin1');
  while (at >= 0 && objects.length < maxObjects) {
    const end = objectEnd(buffer, at);
    if (end !== undefined) objects.push(bytes.subarray(at, end));
    at = buffer.indexOf('\x7fELF', end ?? at + 4, 'latin1');
  }
  return objects;
}

/** Where an object of 64 bits ends, if one begins here: with its section headers, which its writers put last. */
function objectEnd(buffer: Buffer, at: number): number | undefined {
  if (at + headerSize > buffer.length || buffer[at + 4] !== 2) return undefined;
  const isLittle = buffer[at + 5] === 1;
  const u16 = (offset: number) => (isLittle ? buffer.readUInt16LE(at + offset) : buffer.readUInt16BE(at + offset));
  if (u16(18) !== machine || u16(52) !== headerSize || u16(58) !== 64) return undefined;
  const table = isLittle ? buffer.readBigUInt64LE(at + 40) : buffer.readBigUInt64BE(at + 40);
  const end = BigInt(at) + table + BigInt(64 * u16(60));
  return table >= headerSize && end <= buffer.length ? Number(end) : undefined;
}

/** The name of the file the first program was compiled from: `biosnoop.bpf.c`. */
function sourceName(bytes: Uint8Array): string | undefined {
  try {
    const object = readObject(bytes);
    const [first] = object.functions.flatMap(({ section }) => object.lines(section.name).slice(0, 1));
    return first && /[^/]+$/.exec(first.file)?.[0];
  } catch (error) {
    // That it is damaged is said where it is read.
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

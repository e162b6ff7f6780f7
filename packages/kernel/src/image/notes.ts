import { ByteReader } from '@tracefit/btf';

const NT_GNU_BUILD_ID = 3;

/**
 * The GNU build id of an ELF notes section, in lower-case hex (gABI, "Note Section": name size, descriptor size, type, then
 * both padded to 4 bytes). `undefined` where there is none, or the notes are damaged before it.
 */
export function readBuildId(notes: Uint8Array, littleEndian: boolean): string | undefined {
  const reader = new ByteReader(notes, littleEndian);
  while (reader.remaining >= 12) {
    const nameSize = reader.u32();
    const size = reader.u32();
    const type = reader.u32();
    const namePadded = Math.ceil(nameSize / 4) * 4;
    const padded = Math.ceil(size / 4) * 4;
    if (namePadded + padded > reader.remaining) return undefined;
    const name = Buffer.from(reader.take(namePadded).subarray(0, nameSize)).toString('latin1');
    const content = reader.take(padded).subarray(0, size);
    if (type === NT_GNU_BUILD_ID && name === 'GNU\0') return Buffer.from(content).toString('hex');
  }
  return undefined;
}

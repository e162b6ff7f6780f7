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

/** The start of such a note: 4 bytes of name, 20 of SHA-1. */
const BUILD_ID_NOTE = Buffer.from([4, 0, 0, 0, 20, 0, 0, 0, NT_GNU_BUILD_ID, 0, 0, 0, 0x47, 0x4e, 0x55, 0]);
const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
/** The vDSO is an ELF file in the image; its own notes stand within its first page. */
const FIRST_PAGE = 4096;

/** The build id of an image whose symbols do not tell where its notes are; `undefined` where there are several it could be. */
export function findBuildId(image: Uint8Array): string | undefined {
  const source = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const found = new Set<string>();
  for (let at = source.indexOf(BUILD_ID_NOTE); at >= 0; at = source.indexOf(BUILD_ID_NOTE, at + 1)) {
    if (source.subarray(Math.max(0, at - FIRST_PAGE), at).includes(ELF)) continue;
    const id = source.subarray(at + BUILD_ID_NOTE.length, at + BUILD_ID_NOTE.length + 20);
    if (id.length === 20) found.add(id.toString('hex'));
  }
  return found.size === 1 ? [...found][0] : undefined;
}

import { coreReloKinds, type BtfExt, type BtfExtSection } from './btf-ext';
import type { BtfWriter } from './btf-writer';
import { newByteWriter, type ByteWriter } from './byte-writer';

/**
 * Writes a `.BTF.ext` section; its strings are added to `btf`, whose bytes are therefore to be taken afterwards.
 *
 * @param ext what to write; the `path` of a relocation is not looked at, its `access` is
 */
export function writeBtfExt(ext: BtfExt, btf: BtfWriter): Uint8Array {
  const { littleEndian, string } = btf;
  const parts = [
    subsection(btf, ext.funcInfo, 8, (to, { insnOffset, type }) => to.u32(insnOffset, type)),
    subsection(btf, ext.lineInfo, 16, (to, { insnOffset, file, text, line, column }) =>
      to.u32(insnOffset, string(file), string(text), ((line << 10) | column) >>> 0),
    ),
    subsection(btf, ext.coreRelo, 16, (to, { insnOffset, type, access, kind }) =>
      to.u32(insnOffset, type, string(access), coreReloKinds.indexOf(kind)),
    ),
  ];
  const header = newByteWriter(littleEndian).u16(0xeb9f).u8(1, 0).u32(32);
  let offset = 0;
  for (const part of parts) {
    header.u32(offset, part.length);
    offset += part.length;
  }
  for (const part of parts) header.add(part);
  return header.bytes();
}

function subsection<R>(
  { littleEndian, string }: BtfWriter,
  sections: readonly BtfExtSection<R>[],
  recordSize: number,
  write: (to: ByteWriter, record: R) => void,
): Uint8Array {
  const to = newByteWriter(littleEndian);
  if (sections.length > 0) to.u32(recordSize);
  for (const { section, records } of sections) {
    to.u32(string(section), records.length);
    for (const record of records) write(to, record);
  }
  return to.bytes();
}

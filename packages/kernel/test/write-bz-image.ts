/** Wraps a packed kernel as an x86 boot image, with the unpacked size behind it where the packing has no room for it. */
export function writeBzImage(payload: Uint8Array, unpackedSize?: number): Uint8Array {
  const setupSectors = 3;
  const setup = Buffer.alloc((setupSectors + 1) * 512);
  const size = Buffer.alloc(unpackedSize === undefined ? 0 : 4);
  if (unpackedSize !== undefined) size.writeUInt32LE(unpackedSize);
  const before = Buffer.alloc(100);
  setup.writeUInt8(setupSectors, 0x1f1);
  setup.writeUInt16LE(0xaa55, 0x1fe);
  setup.write('HdrS', 0x202, 'latin1');
  setup.writeUInt16LE(0x020f, 0x206);
  setup.writeUInt32LE(before.length, 0x248);
  setup.writeUInt32LE(payload.length + size.length, 0x24c);
  return Buffer.concat([setup, before, payload, size, Buffer.alloc(40)]);
}

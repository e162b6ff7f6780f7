import { FormatError } from '@tracefit/btf';
import { createImageMemory } from './image-memory';

const BASE = 0xffffffff81000000n;
const bytes = Buffer.alloc(64);
bytes.writeBigUInt64LE(BASE + 0x20n, 0);
bytes.writeBigUInt64LE(0x1000n, 8);
bytes.writeUInt32LE(0xfffffffe, 16);
bytes.write('sched\0', 32);
bytes.fill(0x41, 48);

const memory = createImageMemory(
  [
    { address: BASE, bytes, size: 0x100 },
    { address: 0n, bytes: Buffer.alloc(16), size: 16 },
  ],
  { littleEndian: true, pointerSize: 8, text: [{ address: BASE + 0x10n, size: 0x10 }] },
);

describe('the memory of an image', () => {
  test('is read at exact addresses that count from its base', () => {
    expect(memory.base).toBe(BASE);
    expect(memory.readPointer(0)).toBe(0x20);
    expect(memory.readString(0x20)).toBe('sched');
    expect(memory.readUnsigned(16, 4)).toBe(0xfffffffe);
    expect(Buffer.from(memory.read(0x20, 5)).toString()).toBe('sched');
  });

  test('holds the per-CPU area at address 0, far from its base', () => {
    expect(memory.contains(Number(BigInt.asIntN(64, -BASE)), 16)).toBe(true);
  });

  test('gives zeros where the file has nothing', () => {
    expect(memory.read(60, 8)).toEqual(Uint8Array.of(0x41, 0x41, 0x41, 0x41, 0, 0, 0, 0));
    expect(memory.readString(0x80)).toBe('');
    expect(memory.readUnsigned(0xf8, 8)).toBe(0);
  });

  test('takes null and what points elsewhere for no pointer', () => {
    expect(memory.readPointer(8)).toBeUndefined();
    expect(memory.readPointer(0x80)).toBeUndefined();
  });

  test('knows where instructions are', () => {
    expect([0xf, 0x10, 0x1f, 0x20].map((address) => memory.isText(address))).toEqual([false, true, true, false]);
  });

  test.each([
    ['before it', () => memory.read(-1, 1), '1 bytes at 0xffffffff80ffffff are not in the kernel image'],
    ['behind it', () => memory.read(0xff, 2), '2 bytes at 0xffffffff810000ff are not in the kernel image'],
    ['of a negative length', () => memory.read(0, -1), '-1 bytes at 0xffffffff81000000 are not in the kernel image'],
    ['of a string without an end', () => memory.readString(48), 'the string at 0xffffffff81000030 does not end'],
    [
      'of a number above 2^53',
      () => memory.readUnsigned(0, 8),
      'the number 0xffffffff81000020 in the kernel image is too large',
    ],
  ])('refuses a read %s', (_, read, sentence) => {
    expect(read).toThrow(FormatError);
    expect(read).toThrow(sentence);
  });

  test('needs a segment', () => {
    expect(() => createImageMemory([], { littleEndian: true, pointerSize: 8, text: [] })).toThrow(
      'the kernel has no segment that is loaded',
    );
  });
});

import { FormatError } from '@tracefit/btf';
import { type CType, type KernelSnapshot, UsageError } from '@tracefit/model';
import { seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { ByteWriter } from './byte-writer';
import { packFrame, readFrame, sealFrame } from './frame';
import { bytesSource } from './page-source';
import { writeStore } from './store-writer';
import { writeTexts } from './texts';
import { typedefs } from './topics';
import { ValuesReader } from './values-frame';

/** The block of values of one typedef, whose types are these entries: `ptr` is 3, `inline_struct` 9, `const` 12. */
function typedefBlock(entries: readonly (readonly number[])[], type: number): Uint8Array {
  const out = new ByteWriter();
  writeTexts(out, ['next']);
  for (const pieces of [entries, [[0, type]]]) {
    out.varint(pieces.length);
    for (const piece of pieces) out.varint(piece.length);
    for (const piece of pieces) out.bytes(Uint8Array.from(piece));
  }
  return out.done();
}

const read = (entries: readonly (readonly number[])[], type: number) => () =>
  new ValuesReader(typedefs, typedefBlock(entries, type), 0).record(0, 'list_t', 0)[0]?.items[0];

describe('a value of a store', () => {
  it('is read from its parts', () => {
    expect(read([[0], [3, 0]], 1)()).toEqual({ name: 'list_t', type: { kind: 'ptr', to: { kind: 'void' } } });
  });

  it('cannot hold itself, or what comes after it', () => {
    expect(read([[3, 0]], 0)).toThrow(FormatError);
    expect(read([[3, 1], [0]], 0)).toThrow(FormatError);
    expect(
      read(
        [
          [3, 1],
          [3, 0],
        ],
        1,
      ),
    ).toThrow(FormatError);
  });

  it('cannot nest without end', () => {
    const chain = [[0], ...Array.from({ length: 126 }, (_, at) => [3, at])];
    expect(read(chain, 126)()).toBeDefined();
    const wide = (at: number): number[] => (at < 128 ? [at] : [(at % 128) + 128, Math.floor(at / 128)]);
    const deep = [[0], ...Array.from({ length: 300 }, (_, at) => [3, ...wide(at)])];
    expect(() => new ValuesReader(typedefs, typedefBlock(deep, 0), 0).record(0, 'list_t', 0)).not.toThrow();
    const block = typedefBlock([...deep, [3, ...wide(300)]], 0);
    // The record's type is its last byte: the deepest one needs two.
    const deepest = Uint8Array.of(...block.subarray(0, -3), 3, ...block.subarray(-2, -1), ...wide(300));
    expect(() => new ValuesReader(typedefs, deepest, 0).record(0, 'list_t', 0)).toThrow(FormatError);
  });

  it('cannot stand for more than a program can walk', () => {
    // Each struct has the one before twice: 2^40 members in 41 entries.
    const doubled = [[0], ...Array.from({ length: 40 }, (_, at) => [9, 8, 2, 0, at, 0, 0, at, 0])];
    expect(read(doubled, 3)()).toBeDefined();
    expect(read(doubled, 40)).toThrow('holds a value that is too large');
  });
});

describe('what a store cannot hold', () => {
  const snapshot = (change: Partial<KernelSnapshot>): KernelSnapshot => ({
    ...syntheticSnapshot(seededRandom(1), 'debian/6.1.0-56-amd64'),
    ...change,
  });
  const nested = (depth: number): CType => (depth === 0 ? { kind: 'void' } : { kind: 'ptr', to: nested(depth - 1) });

  it.each<readonly [string, Partial<KernelSnapshot>]>([
    ['a name with a NUL', { functions: [{ name: 'vfs\0read' }] }],
    ['half of a surrogate pair', { data: [{ name: 'jiffies', letter: '\ud83d' }] }],
    ['a type that nests too deeply', { typedefs: [{ name: 'list_t', type: nested(300) }] }],
  ])('is refused with a sentence: %s', (_what, change) => {
    expect(() => writeStore([snapshot(change)])).toThrow(UsageError);
  });

  it('is refused with a sentence: two kernels of one id', () => {
    expect(() => writeStore([snapshot({}), snapshot({})])).toThrow(
      'the store would hold two kernels of the name debian/6.1.0-56-amd64',
    );
  });

  it('does not reach a depth that kernels have', () => {
    expect(() => writeStore([snapshot({ typedefs: [{ name: 'list_t', type: nested(150) }] })])).not.toThrow();
  });
});

describe('a frame', () => {
  const frame = (content: Uint8Array, claimed = content.length): Uint8Array => {
    const packed = packFrame(content, 5);
    new DataView(packed.buffer).setUint32(4, claimed, true);
    sealFrame(packed, 0);
    return packed;
  };
  const unpack = (packed: Uint8Array) => () =>
    readFrame(bytesSource(packed), { offset: 0, length: packed.length }, 'the directory');

  it('is unpacked as it was packed, empty ones too', () => {
    const content = Uint8Array.from({ length: 70_000 }, (_, at) => at % 7);
    expect(Buffer.compare(unpack(frame(content))(), content)).toBe(0);
    expect(unpack(frame(new Uint8Array()))().length).toBe(0);
  });

  it('that says another length than it has is refused, before memory is taken for more', () => {
    const zeros = frame(new Uint8Array(50_000_000), 100);
    const before = process.memoryUsage().arrayBuffers;
    expect(unpack(zeros)).toThrow(FormatError);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    expect(unpack(frame(new Uint8Array(10), 11))).toThrow('has a wrong length');
    expect(unpack(frame(new Uint8Array(10), 0xffffffff))).toThrow('is larger than allowed');
  });

  it('in another place than its own is refused', () => {
    const packed = frame(Uint8Array.of(1, 2, 3));
    const moved = Uint8Array.of(0, ...packed);
    expect(() => readFrame(bytesSource(moved), { offset: 1, length: packed.length }, 'the directory')).toThrow(
      'the signature store is damaged: the directory has a wrong checksum in memory',
    );
  });
});

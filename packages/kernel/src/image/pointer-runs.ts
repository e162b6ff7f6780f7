import type { SegmentMemory } from './image-memory';
import type { AddressRange } from './kernel-image';

/**
 * The stretches of an image in which every word is a pointer into it: tables of pointers, one behind the other.
 * @param least words; shorter ones are left out
 */
export function findPointerRuns(memory: SegmentMemory, least: number): AddressRange[] {
  const { base, littleEndian, pointerSize, segments } = memory;
  if (pointerSize !== 8) return [];
  const lowest = Math.min(...segments.map(({ start }) => start));
  const highest = Math.max(...segments.map(({ end }) => end));
  // Pointers of one image differ in the upper half by one at most; that is looked at first, as a number.
  const highs = new Set([lowest, highest].map((at) => Number(BigInt.asUintN(64, base + BigInt(at)) >> 32n)));
  const runs: AddressRange[] = [];
  for (const { start, bytes } of segments) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [highAt, lowAt] = littleEndian ? [4, 0] : [0, 4];
    let run = -1;
    const finish = (end: number) => {
      if (run >= 0 && end - run >= least * 8) runs.push({ start: start + run, end: start + end });
      run = -1;
    };
    const first = (8 - (Number(BigInt.asUintN(3, base + BigInt(start))) & 7)) & 7;
    let at = first;
    for (; at + 8 <= bytes.length; at += 8) {
      const high = view.getUint32(at + highAt, littleEndian);
      const isPointer = highs.has(high) && isInside(high, view.getUint32(at + lowAt, littleEndian));
      if (!isPointer) finish(at);
      else if (run < 0) run = at;
    }
    finish(at);
  }
  return runs;

  function isInside(high: number, low: number): boolean {
    const target = Number(BigInt.asIntN(64, (BigInt(high) << 32n) + BigInt(low) - base));
    return target >= lowest && target < highest;
  }
}

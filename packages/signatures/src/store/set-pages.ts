import { damaged } from './store-errors';
import { type FrameAt, readFrame } from './frame';
import type { PageSource } from './page-source';

/** Sets to a page: the sets used most stand first, so that most look-ups need the first page alone. */
const setsPerPage = 1024;

/** Rows of one bit a kernel, kernel 0 the lowest bit of the first byte. */
export function writeSetPages(sets: readonly bigint[], kernels: number): Uint8Array[] {
  const row = rowLength(kernels);
  const pages: Uint8Array[] = [];
  for (let start = 0; start < sets.length; start += setsPerPage) {
    const page = new Uint8Array(Math.min(setsPerPage, sets.length - start) * row);
    for (let at = 0; at < page.length; at++) {
      const members = sets[start + Math.floor(at / row)] ?? 0n;
      page[at] = Number((members >> BigInt((at % row) * 8)) & 0xffn);
    }
    pages.push(page);
  }
  return pages;
}

/** The sets of a store, read page by page. */
export interface SetPages {
  has(set: number, kernel: number): boolean;
  /** For every set 1 where it holds the kernel. */
  holding(kernel: number): Uint8Array;
  members(set: number): bigint;
}

export function readSetPages(
  source: PageSource,
  frames: readonly FrameAt[],
  { sets, kernels }: { readonly sets: number; readonly kernels: number },
): SetPages {
  const row = rowLength(kernels);
  const pages: Uint8Array[] = [];
  const page = (number: number): Uint8Array => {
    const loaded = pages[number];
    if (loaded) return loaded;
    const at = frames[number] ?? { offset: 0, length: 0 };
    const bytes = readFrame(source, at, `set page ${number}`);
    const expected = Math.min(setsPerPage, sets - number * setsPerPage) * row;
    if (bytes.length !== expected) {
      throw damaged(
        `the signature store is damaged: set page ${number} has a wrong length in ${source.name}`,
        at.offset,
      );
    }
    return (pages[number] = bytes);
  };
  const find = (set: number): readonly [Uint8Array, number] => {
    if (set >= sets) {
      throw damaged(`the signature store is damaged: there is no kernel set ${set} in ${source.name}`, 0);
    }
    return [page(Math.floor(set / setsPerPage)), (set % setsPerPage) * row];
  };
  const has = (set: number, kernel: number): boolean => {
    const [bytes, start] = find(set);
    return (((bytes[start + (kernel >> 3)] ?? 0) >> (kernel & 7)) & 1) === 1;
  };
  return {
    has,
    holding(kernel) {
      const held = new Uint8Array(sets);
      for (let number = 0, set = 0; set < sets; number++) {
        const bytes = page(number);
        for (let at = kernel >> 3; at < bytes.length; at += row) held[set++] = ((bytes[at] ?? 0) >> (kernel & 7)) & 1;
      }
      return held;
    },
    members(set) {
      const [bytes, start] = find(set);
      let members = 0n;
      for (let at = row - 1; at >= 0; at--) members = (members << 8n) | BigInt(bytes[start + at] ?? 0);
      return members;
    },
  };
}

function rowLength(kernels: number): number {
  return Math.ceil(kernels / 8);
}

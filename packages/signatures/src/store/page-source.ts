/** Where a store's bytes come from: a file that is read in pieces, or memory. */
export interface PageSource {
  /** What the store is called in error sentences: its path. */
  readonly name: string;
  /** In bytes. */
  readonly length: number;
  /** The bytes from `offset` on, `length` of them or fewer where the source ends. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

/** A store in memory. */
export function bytesSource(bytes: Uint8Array, name = 'memory'): PageSource {
  return {
    name,
    length: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    close: () => undefined,
  };
}

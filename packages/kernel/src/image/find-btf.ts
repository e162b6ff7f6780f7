import { ByteReader } from '@tracefit/btf';

/** struct btf_header: magic 0xeb9f, version 1, no flags. */
const MAGIC = Buffer.from([0x9f, 0xeb, 1, 0]);
const HEADER_SIZE = 24;

/** The BTF of an image whose symbols do not tell where it is, by its header (include/uapi/linux/btf.h); the largest there is. */
export function findBtf(image: Uint8Array): Uint8Array | undefined {
  const reader = new ByteReader(image);
  const source = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  let best: Uint8Array | undefined;
  for (
    let at = source.indexOf(MAGIC);
    at >= 0 && at + HEADER_SIZE <= image.length;
    at = source.indexOf(MAGIC, at + 1)
  ) {
    const [headerSize, typesAt, typesSize, stringsAt, stringsSize] = [4, 8, 12, 16, 20].map((offset) =>
      reader.u32At(at + offset),
    ) as [number, number, number, number, number];
    const end = headerSize + Math.max(typesAt + typesSize, stringsAt + stringsSize);
    if (headerSize < HEADER_SIZE || typesSize === 0 || at + end > image.length) continue;
    if (end > (best?.length ?? 0)) best = image.subarray(at, at + end);
  }
  return best;
}

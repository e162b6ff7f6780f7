import { isAscii } from 'node:buffer';
import type { ByteCursor } from './byte-cursor';
import type { ByteWriter } from './byte-writer';

/** Writes texts: how many, the length of each in bytes of UTF-8, then all of them. */
export function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  const encoded = texts.map(encodeText);
  out.varint(encoded.length);
  for (const bytes of encoded) out.varint(bytes.length);
  for (const bytes of encoded) out.bytes(bytes);
}

export function readTexts(from: ByteCursor): string[] {
  const count = from.count();
  const lengths: number[] = [];
  let total = 0;
  for (let at = 0; at < count; at++) {
    const length = from.varint();
    lengths.push(length);
    total += length;
  }
  const bytes = from.take(total);
  const texts: string[] = [];
  // A text that is ASCII throughout is quicker to cut to pieces.
  const ascii = isAscii(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    : undefined;
  let start = 0;
  for (const length of lengths) {
    const end = start + length;
    texts.push(ascii === undefined ? decodeText(bytes.subarray(start, end)) : ascii.slice(start, end));
    start = end;
  }
  return texts;
}

/** UTF-8; a text that has none (half of a surrogate pair) would come back as another one. */
export function encodeText(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length !== text.length && bytes.toString('utf8') !== text) {
    throw new RangeError(`${JSON.stringify(text)} is not well-formed Unicode and does not fit the signature store`);
  }
  return bytes;
}

export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

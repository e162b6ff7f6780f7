import type { ByteCursor } from './byte-cursor';
import type { ByteWriter } from './byte-writer';
import { unfit } from './store-errors';

/**
 * Writes texts: how many, their length in bytes, then UTF-8 with a NUL between two texts. Names and strings of a kernel
 * end with a NUL and never hold one; to take such texts apart is one call, the cheapest there is.
 */
export function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  const bytes = Buffer.from(texts.join('\0'), 'utf8');
  out.varint(texts.length);
  out.varint(bytes.length);
  out.bytes(bytes);
}

/**
 * Refuses what would come back as another text: a NUL, and half of a surrogate pair, which has no UTF-8.
 * @throws UsageError
 */
export function checkText(text: string): string {
  if (/[\0\ud800-\udfff]/.test(text) && (text.includes('\0') || Buffer.from(text).toString() !== text)) {
    throw unfit(`a text with a NUL or with broken Unicode cannot be stored: ${JSON.stringify(text.slice(0, 80))}`);
  }
  return text;
}

export function readTexts(from: ByteCursor): readonly string[] {
  const count = from.varint();
  const bytes = from.take(from.varint());
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const texts = count === 0 ? [] : text.split('\0');
  if (texts.length !== count) throw from.error('has a wrong number of texts');
  return texts;
}

import type { TreeFile } from '../src/kernel-tree';

/** Every file of an archive with its text, `PATH: TEXT`. */
export async function listFiles(files: AsyncIterable<TreeFile>): Promise<string[]> {
  const listed: string[] = [];
  for await (const file of files) listed.push(`${file.path}: ${Buffer.from(await file.read()).toString('utf8')}`);
  return listed;
}

/** In pieces of a few bytes, so that everything lies across their borders. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

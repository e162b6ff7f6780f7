import type { SourceFile } from '@tracefit/trace';
import { assembleObject } from './bpf-object/assemble';

/**
 * A source file with this text, as the command would have read it from `path`; in the language `bpf-object` the object that the
 * text describes (`assembleObject`).
 */
export function sourceFile(path: string, text: string, lang?: string): SourceFile {
  const bytes = lang === 'bpf-object' ? assembleObject(text) : new TextEncoder().encode(text);
  return { path, text, bytes };
}

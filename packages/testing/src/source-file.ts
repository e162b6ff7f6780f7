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

/** A file of a tree with the others beside it: texts by their paths from its directory. */
export function sourceTree(path: string, files: Readonly<Record<string, string>>): SourceFile {
  const open = (name: string): SourceFile | undefined => {
    const text = files[name];
    return text === undefined ? undefined : { ...sourceFile(name, text), beside: open };
  };
  const file = open(path);
  if (!file) throw new Error(`there is no ${path}`);
  return file;
}

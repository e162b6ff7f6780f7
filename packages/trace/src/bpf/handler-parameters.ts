import { parseCDecl, type CType } from '@tracefit/model';
import type { BpfFunction, BpfObject } from './object';
import { linesOf } from './source-lines';

/** A parameter as the source declares it. */
export interface HandlerParameter {
  readonly name: string;
  readonly type: CType;
}

/** The macros of bpf_tracing.h that give a handler's arguments names and types. */
const macro = /\bBPF_(?:KPROBE|KRETPROBE|PROG2?|KSYSCALL|KPROBE_SYSCALL)\s*\(/;

/** How many lines a declaration may take. */
const maxLines = 6;
const maxLength = 2000;

/**
 * The parameters of a handler, from the text of its first lines that the compiler kept: `int BPF_KPROBE(vfs_open, struct path
 * *path)`. Empty where that text is not there or is cut off.
 */
export function handlerParameters(object: BpfObject, func: BpfFunction): readonly HandlerParameter[] {
  const lines = linesOf(object, func);
  const first = lines.find(({ text }) => macro.test(text));
  if (!first) return [];
  let text = first.text;
  for (let line = first.line + 1; line < first.line + maxLines && !isClosed(text); line++) {
    const next = lines.find((each) => each.line === line && each.file === first.file);
    if (!next) break;
    text = `${text} ${next.text.trim()}`;
  }
  return text.length > maxLength ? [] : parameters(text);
}

function isClosed(text: string): boolean {
  return text.split('(').length <= text.split(')').length;
}

function parameters(text: string): readonly HandlerParameter[] {
  const start = macro.exec(text);
  if (!start) return [];
  const list = splitList(text.slice(start.index + start[0].length));
  const found: HandlerParameter[] = [];
  for (const piece of list.slice(1)) {
    const { decl } = parseCDecl(piece);
    // What comes after a piece that is not understood has lost its place.
    if (!decl || decl.name === '') break;
    found.push({ name: decl.name, type: decl.type });
  }
  return found;
}

/** The pieces between commas up to the bracket that closes the list; a last piece that is cut off is left out. */
function splitList(text: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    if (depth === 0 && (char === ',' || char === ')')) {
      pieces.push(text.slice(from, at).trim());
      from = at + 1;
    }
    if (char === ')' && --depth < 0) return pieces;
  }
  return pieces;
}

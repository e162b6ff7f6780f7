import type { Span } from '@tracefit/model';
import type { Oracle } from '../explore';
import { holds, isDefined } from './directive-condition';
import { expand, readMacro, type Macros } from './macros';
import { tokenize, type Token } from './tokens';

export interface Preprocessed {
  readonly tokens: readonly Token[];
  /** Files of the kernel or of the program that are included, as written. */
  readonly includes: readonly { readonly path: string; readonly start: number; readonly end: number }[];
  readonly macros: Macros;
}

/** A `#if` that is open. */
interface Branch {
  /** Whether the code around it is compiled. */
  readonly outer: boolean;
  /** Whether one of its branches was. */
  taken: boolean;
  live: boolean;
}

/** What C text is read with. */
export interface PreprocessOptions {
  /** Macros of the command line, as `NAME=VALUE`. */
  readonly defines: readonly string[];
  /** Names that the program itself defines in some cases: where it did not, no header of the kernel does. */
  readonly ownNames: ReadonlySet<string>;
  readonly oracle: Oracle;
}

/** Names the compiler gives a value to, on the little-endian machines that tracefit knows. */
const compilers = [
  '__ORDER_LITTLE_ENDIAN__=1234',
  '__ORDER_BIG_ENDIAN__=4321',
  '__BYTE_ORDER__=1234',
  '__bpf__',
  '__BPF__',
];

/** Follows the directives of C text and expands its macros. */
export function preprocess(
  text: string,
  { defines, ownNames, oracle }: PreprocessOptions,
  span: (start: number, end: number) => Span,
): Preprocessed {
  const macros: Macros = new Map();
  for (const define of [...compilers, ...defines]) {
    const read = readMacro(define.includes('=') ? define.replace('=', ' ') : `${define} 1`, 0);
    if (read) macros.set(read.name, read.macro);
  }
  const includes: Preprocessed['includes'][number][] = [];
  const branches: Branch[] = [];
  const out: Token[] = [];
  let pending: Token[] = [];
  const flush = () => {
    for (const token of expand(pending, macros)) out.push(token);
    pending = [];
  };
  const live = () => branches.at(-1)?.live ?? true;
  for (const token of tokenize(text)) {
    if (token.kind !== 'directive') {
      if (live()) pending.push(token);
      continue;
    }
    const [, name = '', rest = ''] = /^#\s*(\w*)([^]*)$/.exec(token.text) ?? [];
    const at = token.end - rest.length;
    const evaluator = { macros, ownNames, oracle, span: span(token.start, token.end) };
    const test = () => {
      const words = tokenize(rest).map((part) => ({ ...part, start: part.start + at, end: part.end + at }));
      if (name === 'if' || name === 'elif') return holds(words, evaluator);
      return isDefined(words[0]?.text ?? '', evaluator) !== name.endsWith('ndef');
    };
    switch (name) {
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const outer = live();
        const taken = outer && test();
        branches.push({ outer, taken, live: taken });
        break;
      }
      case 'elif':
      case 'else': {
        const branch = branches.at(-1);
        if (!branch) break;
        branch.live = branch.outer && !branch.taken && (name === 'else' || test());
        branch.taken ||= branch.live;
        break;
      }
      case 'endif':
        branches.pop();
        break;
      case 'define':
      case 'undef': {
        if (!live()) break;
        flush();
        const read = readMacro(rest, at);
        if (read && name === 'define') macros.set(read.name, read.macro);
        else if (read) macros.delete(read.name);
        break;
      }
      case 'include': {
        const path = /[<"]([^>"]*)[>"]/.exec(rest)?.[1];
        if (live() && path !== undefined) includes.push({ path, start: token.start, end: token.end });
      }
    }
  }
  flush();
  return { tokens: out, includes, macros };
}

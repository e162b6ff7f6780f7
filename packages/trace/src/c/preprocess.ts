import type { Span } from '@tracefit/model';
import type { Oracle } from '../explore';
import { holds, isDefined } from './directive-condition';
import { headMacros } from './head-macros';
import { expand, readMacro, type Macros } from './macros';
import { tokenize, type Token } from './tokens';

export interface Preprocessed {
  readonly tokens: readonly Token[];
  readonly macros: Macros;
}

/** A `#if` that is open. */
interface Branch {
  /** Whether the code around it is compiled. */
  readonly outer: boolean;
  /** Whether one of its branches was. */
  taken: boolean;
  live: boolean;
  /** The test of a branch that is not compiled, where nothing in the text decides it. */
  asked?: Token | undefined;
}

/** The text of a file that is included. */
export interface Included {
  readonly text: string;
  /** Added to its offsets, so that places in several files can be told apart. */
  readonly at: number;
}

/** What C text is read with. */
export interface PreprocessOptions {
  /** Macros of the command line, as `NAME=VALUE`. */
  readonly defines: readonly string[];
  /** Names that the program itself defines in some cases: where it did not, no header of the kernel does. */
  readonly ownNames: ReadonlySet<string>;
  readonly oracle: Oracle;
  /** Finds a file that is included by the text at `from`; `undefined` where it is not read. Absent: none is. */
  /** Told of programs (`SEC(..)`) behind a test that the kernel does not decide and that came out false, in the test's words. */
  readonly skipped?: (test: string, span: Span) => void;
  readonly include?: (path: string, from: number) => Included | undefined;
}

/** Files include each other this deep, and this often all in all; files that include themselves end here. */
const maxIncludeDepth = 40;
const maxIncludes = 1000;
/** More tokens are not read of a text and all it includes. */
const maxTokens = 2_000_000;

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
  { defines, ownNames, oracle: answers, include, skipped }: PreprocessOptions,
  span: (start: number, end: number) => Span,
): Preprocessed {
  const macros: Macros = new Map();
  for (const define of [...compilers, ...defines]) {
    const read = readMacro(define.includes('=') ? define.replace('=', ' ') : `${define} 1`, 0);
    if (read) macros.set(read.name, read.macro);
  }
  const branches: Branch[] = [];
  const out: Token[] = [];
  let pending: Token[] = [];
  let included = 0;
  let questions = 0;
  const oracle: Oracle = {
    ...answers,
    decide(condition, place) {
      questions++;
      return answers.decide(condition, place);
    },
  };
  let room = maxTokens;
  const flush = () => {
    for (const token of expand(pending, macros)) out.push(token);
    pending = [];
  };
  const live = () => branches.at(-1)?.live ?? true;
  const read = (source: Included, depth: number): void => {
    const before = branches.length;
    for (const token of shifted(tokenize(source.text), source.at)) {
      if (--room < 0) break;
      if (token.kind === 'directive') follow(token, depth);
      else if (live()) pending.push(token);
      else if (skipped && isProgram(token, source)) tellSkipped(branches, skipped, span);
    }
    // What a file leaves open ends with it.
    if (depth > 0) branches.length = Math.min(branches.length, before);
  };
  const follow = (token: Token, depth: number): void => {
    const [, name = '', rest = ''] = /^#\s*(\w*)([^]*)$/.exec(token.text) ?? [];
    const at = token.end - rest.length;
    const evaluator = { macros, ownNames, oracle, span: span(token.start, token.end) };
    const test = () => {
      const words = shifted(tokenize(rest), at);
      if (name === 'if' || name === 'elif') return holds(words, evaluator);
      return isDefined(words[0]?.text ?? '', evaluator) !== name.endsWith('ndef');
    };
    switch (name) {
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const outer = live();
        const before = questions;
        const taken = outer && test();
        branches.push({ outer, taken, live: taken, asked: questions > before && !taken ? token : undefined });
        break;
      }
      case 'elif':
      case 'else': {
        const branch = branches.at(-1);
        if (!branch) break;
        const before = questions;
        branch.live = branch.outer && !branch.taken && (name === 'else' || test());
        branch.asked = questions > before && !branch.live ? token : undefined;
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
        const macro = readMacro(rest, at);
        // What libbpf and BCC name so means the same where a program defines it itself.
        if (!macro || headMacros.has(macro.name)) break;
        if (name === 'define') macros.set(macro.name, macro.macro);
        else macros.delete(macro.name);
        break;
      }
      case 'include': {
        const path = /[<"]([^>"]*)[>"]/.exec(rest)?.[1];
        if (!live() || path === undefined || depth >= maxIncludeDepth || included >= maxIncludes) break;
        const file = include?.(path, token.start);
        if (!file) break;
        included++;
        flush();
        read(file, depth + 1);
        break;
      }
      case 'pragma':
        // Types declared from here on are the kernel's, and found in it by the names of their members.
        if (live() && /\battribute\b/.test(rest)) pending.push({ ...token, text: rest.trim() });
    }
  };
  read({ text, at: 0 }, 0);
  flush();
  return { tokens: out, macros };
}

/** Whether a token begins `SEC("..")`, and not that of a map. */
function isProgram(token: Token, { text, at }: Included): boolean {
  const behind = token.end - at;
  return token.text === 'SEC' && /^\s*\(\s*"(?!\.?maps|license|version)/.test(text.slice(behind, behind + 40));
}

function tellSkipped(
  branches: readonly Branch[],
  skipped: NonNullable<PreprocessOptions['skipped']>,
  span: (start: number, end: number) => Span,
): void {
  const by = branches.find(({ live }) => !live)?.asked;
  if (by) skipped(by.text.replace(/\s+/g, ' '), span(by.start, by.end));
}

function shifted(tokens: readonly Token[], by: number): readonly Token[] {
  return by === 0 ? tokens : tokens.map((token) => ({ ...token, start: token.start + by, end: token.end + by }));
}

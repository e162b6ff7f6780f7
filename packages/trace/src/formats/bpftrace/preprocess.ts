import { evaluateConstant, type ParseProblem, type Span } from '@tracefit/model';
import { createDefinitions, type Definitions } from './definitions';
import type { CPieceNode } from './syntax-tree';
import type { Cursor } from './token';

/** A `#define` without parameters: where its body stands. */
export interface MacroBody {
  readonly from: Cursor;
  readonly end: number;
}

/** What the C part of a script says. */
export interface CPart extends Definitions {
  readonly macros: ReadonlyMap<string, MacroBody>;
  /** Macros that stand for a number, and constants of enums. */
  readonly constants: ReadonlyMap<string, bigint>;
  /** Whether a header is included that may define words. */
  readonly includes: boolean;
  readonly problems: readonly ParseProblem[];
}

/** An `#if` with its branches so far; `undefined`: nobody knows. */
interface Branch {
  /** Whether a branch before this one was live. */
  readonly decided: boolean | undefined;
  /** Whether what stands in it is live, all conditions around it included. */
  readonly all: boolean | undefined;
  readonly around: boolean | undefined;
}

const maxProblems = 100;

/** Whether a header beside the kernel's or the compiler may define a name. */
const mayBeForeign = (name: string) => !name.startsWith('BPFTRACE_');

/**
 * Evaluates the preprocessor lines of a script and reads its C definitions. `BPFTRACE_HAVE_BTF` is defined, since every
 * kernel tracefit knows has BTF; branches that depend on what only a header knows are all taken for live.
 */
export function preprocess(text: string, pieces: readonly CPieceNode[]): CPart {
  const macros = new Map<string, MacroBody>();
  const constants = new Map<string, bigint>();
  const problems: ParseProblem[] = [];
  const definitions = createDefinitions(constants);
  const branches: Branch[] = [];
  let includes = false;
  for (const { kind, span } of pieces) {
    const live = branches.length > 0 ? branches.at(-1)?.all : true;
    if (kind === 'definition') {
      if (live !== false) definitions.add(text, span);
      if (live === undefined) refuse('a definition under a condition that only the headers of a kernel decide', span);
      continue;
    }
    const line = text.slice(span.start, span.end);
    const [, word = '', rest = ''] = /^#\s*(\w*)([^]*)$/.exec(line) ?? [];
    if (nest(word, rest.trim(), live) || live === false) continue;
    if (word === 'include') {
      includes = true;
      const path = /^\s*"([^"]*)"/.exec(rest)?.[1];
      if (path === undefined) continue;
      refuse(`the header "${path}" is not read, what it declares is not known`, span);
    } else if (word === 'define') define(line, span);
    else if (word === 'undef') undefine(rest.trim());
  }
  return { ...definitions.read(), macros, constants, includes, problems: [...problems, ...definitions.problems] };

  function refuse(message: string, span: Span): void {
    if (problems.length < maxProblems) problems.push({ kind: 'unsupported', message, span });
  }

  /** Follows `#if` and its kind; false for other words. */
  function nest(word: string, condition: string, around: boolean | undefined): boolean {
    const top = branches.at(-1);
    switch (word) {
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const answer = around === false ? false : decide(word, condition);
        branches.push({ decided: answer, all: and(around, answer), around });
        return true;
      }
      case 'elif':
      case 'else': {
        if (!top) return true;
        const answer = word === 'else' ? true : decide('if', condition);
        branches.pop();
        const live = and(not(top.decided), answer);
        branches.push({ ...top, decided: or(top.decided, answer), all: and(top.around, live) });
        return true;
      }
      case 'endif':
        branches.pop();
        return true;
      default:
        return false;
    }
  }

  function decide(word: 'if' | 'ifdef' | 'ifndef', condition: string): boolean | undefined {
    if (word === 'ifdef') return isDefined(condition);
    if (word === 'ifndef') return not(isDefined(condition));
    // What is not known is left a word, which has no value.
    const answered = condition.replace(
      /\bdefined\s*(?:\(\s*(\w+)\s*\)|(\w+))/g,
      (_, inside?: string, bare?: string) => {
        const answer = isDefined(inside ?? bare ?? '');
        return answer === undefined ? 'unknown' : String(Number(answer));
      },
    );
    const value = evaluateConstant(answered, constants);
    return value === undefined ? undefined : value !== 0n;
  }

  /** A name nobody defined may still come from a header. */
  function isDefined(name: string): boolean | undefined {
    if (name === 'BPFTRACE_HAVE_BTF' || macros.has(name)) return true;
    return (includes || name.startsWith('_')) && mayBeForeign(name) ? undefined : false;
  }

  function undefine(name: string): void {
    macros.delete(name);
    constants.delete(name);
  }

  function define(line: string, span: Span): void {
    const [head = '', name = '', open = ''] = /^#\s*define\s+(\w+)(\(?)[ \t]*/.exec(line) ?? [];
    // A macro with parameters cannot be used in the language itself.
    if (name === '' || open !== '') return;
    const from = { at: span.start + head.length, line: span.line, lineStart: span.start - span.column + 1 };
    macros.set(name, { from, end: span.end });
    const value = evaluateConstant(line.slice(head.length), constants);
    if (value !== undefined) constants.set(name, value);
  }
}

const not = (value: boolean | undefined) => (value === undefined ? undefined : !value);

function and(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

const or = (left: boolean | undefined, right: boolean | undefined) => not(and(not(left), not(right)));

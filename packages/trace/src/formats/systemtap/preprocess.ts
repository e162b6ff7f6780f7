import type { ParseProblem } from '@tracefit/model';
import type { Oracle } from '../../explore';
import type { SpanMaker } from '../../span-maker';
import type { Token } from './lexer';
import { readCondition } from './read-condition';
import type { TapsetLibrary } from './tapset-library';

/** Macros and conditions that stand deeper inside of each other are refused. */
const maxDepth = 32;

/** What macros may grow to. */
const maxExpanded = 500_000;

interface Macro {
  readonly params: readonly string[];
  /** Absent where the macro takes none, not even an empty list. */
  readonly hasList: boolean;
  readonly body: readonly Token[];
}

export interface PreprocessOptions {
  readonly asking: Pick<Oracle, 'decide'>;
  readonly span: SpanMaker;
  /** The tapset, for macros that the script does not define itself. */
  readonly library: Pick<TapsetLibrary, 'macro'> | undefined;
  /** The architecture, where one is meant; else it is a question like others. */
  readonly arch?: string;
}

export interface Preprocessed {
  readonly tokens: readonly Token[];
  readonly problems: readonly ParseProblem[];
}

/**
 * Resolves `%( .. %? .. %: .. %)`, as the oracle answers, and the script's own macros (`@define`). Every token keeps its place
 * in the text.
 */
export function preprocess(tokens: readonly Token[], { asking, span, library, arch }: PreprocessOptions): Preprocessed {
  const out: Token[] = [];
  const problems: ParseProblem[] = [];
  const macros = new Map<string, Macro>();
  let grown = 0;
  const end = tokens.at(-1);
  expand(end ? tokens.slice(0, -1) : tokens, new Map(), 0);
  if (end) out.push(end);
  return { tokens: out, problems };

  /** False where something is wrong: nothing behind it is read. */
  function expand(part: readonly Token[], params: ReadonlyMap<string, readonly Token[]>, depth: number): boolean {
    for (let at = 0; at < part.length; at++) {
      const token = part[at];
      if (!token) break;
      if (token.text === '%(') {
        const choice = readChoice(part, at);
        if (!choice || depth >= maxDepth)
          return refuse(token, choice ? tooDeep : 'the condition that begins here has no `%)`');
        const condition = readCondition(choice.condition, arch);
        const holds =
          typeof condition === 'boolean' ? condition : asking.decide(condition, span(token.start, token.end));
        if (!expand(holds ? choice.yes : choice.no, params, depth + 1)) return false;
        at = choice.end;
      } else if (token.text === '@define') {
        const defined = readDefinition(part, at + 1);
        if (!defined) return refuse(token, 'expected a macro: `@define NAME %( .. %)`');
        macros.set(defined.name, defined.macro);
        at = defined.end;
      } else if (token.kind === 'word' && token.text.startsWith('@')) {
        const name = token.text.slice(1);
        const given = params.get(name);
        const macro = given ? undefined : (macros.get(name) ?? libraryMacro(token));
        if (given) for (const each of take(given)) out.push(each);
        else if (macro) {
          const call = readArguments(part, at + 1, macro);
          if (!call || depth >= maxDepth || grown > maxExpanded)
            return refuse(token, call ? tooDeep : `the macro \`${token.text}\` takes ${macro.params.length} arguments`);
          const values = call.values.map((value) => expandAside(value, params, depth));
          grown += macro.body.length;
          if (!expand(macro.body, new Map(macro.params.map((param, index) => [param, values[index] ?? []])), depth + 1))
            return false;
          at = call.end;
        } else out.push(token);
      } else out.push(token);
    }
    return true;
  }

  /** A macro of the tapset, whose file is looked at where it is named. */
  function libraryMacro(token: Token): Macro | undefined {
    const name = token.text.slice(1);
    const found = library?.macro(name, token);
    if (!found) return undefined;
    for (const [at, each] of found.entries()) {
      const defined = each.text === '@define' ? readDefinition(found, at + 1) : undefined;
      if (defined && !macros.has(defined.name)) macros.set(defined.name, defined.macro);
    }
    return macros.get(name);
  }

  function take(given: readonly Token[]): readonly Token[] {
    grown += given.length;
    return grown > maxExpanded ? [] : given;
  }

  /** What a macro is given is expanded where it is given. */
  function expandAside(
    part: readonly Token[],
    params: ReadonlyMap<string, readonly Token[]>,
    depth: number,
  ): readonly Token[] {
    const from = out.length;
    expand(part, params, depth + 1);
    return out.splice(from);
  }

  function refuse(token: Token, message: string): false {
    problems.push({
      kind: 'syntax',
      message: `${message}; nothing behind it is read`,
      span: span(token.start, token.end),
    });
    return false;
  }
}

const tooDeep = `macros and conditions nested deeper than ${maxDepth} levels`;

interface Choice {
  readonly condition: readonly Token[];
  readonly yes: readonly Token[];
  readonly no: readonly Token[];
  readonly end: number;
}

/** Reads `%( condition %? yes %: no %)` that begins at `from`. */
function readChoice(part: readonly Token[], from: number): Choice | undefined {
  let yes = -1;
  let no = -1;
  for (let at = from + 1, depth = 0; at < part.length; at++) {
    const text = part[at]?.text;
    if (text === '%(') depth++;
    else if (text === '%)' && depth-- === 0) {
      if (yes < 0) return undefined;
      const middle = no < 0 ? at : no;
      return {
        condition: part.slice(from + 1, yes),
        yes: part.slice(yes + 1, middle),
        no: part.slice(middle + 1, at),
        end: at,
      };
    } else if (depth === 0 && text === '%?' && yes < 0) yes = at;
    else if (depth === 0 && text === '%:' && no < 0) no = at;
  }
  return undefined;
}

function readDefinition(part: readonly Token[], from: number) {
  const name = part[from];
  if (name?.kind !== 'word') return undefined;
  let at = from + 1;
  const params: string[] = [];
  const hasList = part[at]?.text === '(';
  if (hasList) {
    for (at++; part[at] !== undefined && part[at]?.text !== ')'; at++) {
      const token = part[at];
      if (token?.kind === 'word') params.push(token.text);
    }
    at++;
  }
  if (part[at]?.text !== '%(') return undefined;
  for (let end = at + 1, depth = 0; end < part.length; end++) {
    const text = part[end]?.text;
    if (text === '%(') depth++;
    else if (text === '%)' && depth-- === 0) {
      return { name: name.text, macro: { params, hasList, body: part.slice(at + 1, end) }, end };
    }
  }
  return undefined;
}

/** Reads what a macro is given; `end` is the index of the last token of the call. */
function readArguments(part: readonly Token[], from: number, macro: Macro) {
  if (!macro.hasList) return { values: [], end: from - 1 };
  if (part[from]?.text !== '(') return undefined;
  const values: Token[][] = [[]];
  for (let at = from + 1, depth = 0; at < part.length; at++) {
    const token = part[at];
    if (!token) break;
    if (depth === 0 && token.text === ')') {
      const isEmpty = values.length === 1 && values[0]?.length === 0;
      const count = isEmpty ? 0 : values.length;
      return count === macro.params.length ? { values, end: at } : undefined;
    }
    if (depth === 0 && token.text === ',') {
      values.push([]);
      continue;
    }
    if (/^[([{]$/.test(token.text)) depth++;
    else if (/^[)\]}]$/.test(token.text)) depth--;
    values.at(-1)?.push(token);
  }
  return undefined;
}

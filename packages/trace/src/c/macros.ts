import { printTokens, tokenize, type Token } from './tokens';

/** A `#define`. */
export interface Macro {
  /** Absent for one without parentheses. */
  readonly params?: readonly string[];
  readonly variadic?: true;
  readonly body: readonly Token[];
}

export type Macros = Map<string, Macro>;

/** More tokens than these are not made of macros. */
const maxTokens = 200_000;

/** Reads `NAME body` or `NAME(a, b) body`, as they stand behind `#define`; `at` is where that text begins. */
export function readMacro(text: string, at: number): { readonly name: string; readonly macro: Macro } | undefined {
  const [first, ...rest] = tokenize(text).map((token) => ({ ...token, start: token.start + at, end: token.end + at }));
  if (first?.kind !== 'word') return undefined;
  const open = rest[0];
  if (open?.text !== '(' || open.start !== first.end) return { name: first.text, macro: { body: rest } };
  const close = rest.findIndex((token) => token.text === ')');
  if (close < 0) return undefined;
  const words = rest.slice(1, close).filter((token) => token.text !== ',');
  const variadic = words.at(-1)?.text === '...';
  const named = words.filter((token) => token.text !== '...').map((token) => token.text);
  // `args...` gives the rest a name of its own.
  const params = variadic && words.length === commas(rest.slice(1, close)) + 1 ? [...named, '__VA_ARGS__'] : named;
  return { name: first.text, macro: { params, ...(variadic ? { variadic } : {}), body: rest.slice(close + 1) } };
}

function commas(tokens: readonly Token[]): number {
  return tokens.filter((token) => token.text === ',').length;
}

/** Puts macros' bodies in place of their names; tokens of a body stand where the macro was named. */
export function expand(tokens: readonly Token[], macros: Macros): readonly Token[] {
  if (macros.size === 0 || !tokens.some((token) => token.kind === 'word' && macros.has(token.text))) return tokens;
  const out: Token[] = [];
  expandInto(out, tokens, macros, new Set());
  return out;
}

function expandInto(out: Token[], tokens: readonly Token[], macros: Macros, hidden: ReadonlySet<string>): void {
  for (let at = 0; at < tokens.length && out.length < maxTokens; at++) {
    const token = tokens[at];
    if (!token) break;
    const macro = token.kind === 'word' && !hidden.has(token.text) ? macros.get(token.text) : undefined;
    if (!macro) {
      out.push(token);
      continue;
    }
    const inside = new Set(hidden).add(token.text);
    if (!macro.params) {
      expandInto(
        out,
        macro.body.map((part) => ({ ...place(part, token, token), macro: token.macro ?? token.text })),
        macros,
        inside,
      );
      continue;
    }
    const call = tokens[at + 1]?.text === '(' ? readArguments(tokens, at + 1) : undefined;
    const last = call && tokens[call.end];
    if (!call || !last) {
      out.push(token);
      continue;
    }
    at = call.end;
    expandInto(out, substitute(macro, call.args, token, last), macros, inside);
  }
}

function place({ kind, text }: Token, from: Token, to: Token): Token {
  return { kind, text, start: from.start, end: to.end, ...(from.macro === undefined ? {} : { macro: from.macro }) };
}

/** The tokens of each argument, and the index of the closing parenthesis. */
export function readArguments(
  tokens: readonly Token[],
  open: number,
): { readonly args: readonly (readonly Token[])[]; readonly end: number } | undefined {
  const args: Token[][] = [[]];
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    if ('([{'.includes(token.text) && token.kind === 'sign') {
      if (depth++ === 0) continue;
    } else if (')]}'.includes(token.text) && token.kind === 'sign') {
      if (--depth === 0) return { args, end: at };
    } else if (token.text === ',' && depth === 1) {
      args.push([]);
      continue;
    }
    args.at(-1)?.push(token);
  }
  return undefined;
}

function substitute(macro: Macro, args: readonly (readonly Token[])[], from: Token, to: Token): readonly Token[] {
  const params = macro.params ?? [];
  const valueOf = (name: string): readonly Token[] | undefined => {
    const index = params.indexOf(name);
    if (macro.variadic && (name === '__VA_ARGS__' || index === params.length - 1)) {
      const rest = args.slice(index < 0 ? params.length : index);
      return rest.flatMap((arg, each) => (each === 0 ? arg : [comma(from), ...arg]));
    }
    return index < 0 ? undefined : (args[index] ?? []);
  };
  const out: Token[] = [];
  const { body } = macro;
  for (let at = 0; at < body.length; at++) {
    const token = body[at];
    if (!token) break;
    const next = body[at + 1];
    if (token.text === '##') continue;
    const value = token.kind === 'word' ? valueOf(token.text) : undefined;
    const pasted = body[at - 1]?.text === '##' && out.length > 0;
    if (token.kind === 'directive' || (token.text === '#' && next?.kind === 'word')) {
      const named = token.kind === 'directive' ? token.text.slice(1).trim() : (next?.text ?? '');
      const text = printTokens(valueOf(named) ?? []).replace(/["\\]/g, '');
      out.push({ kind: 'string', text: `"${text}"`, start: from.start, end: to.end });
      if (token.text === '#') at++;
      continue;
    }
    const parts = value ?? [place(token, from, to)];
    const [head, ...tail] = parts;
    const before = out.at(-1);
    if (pasted && head && before && before.text !== ',') {
      out.pop();
      out.push({ ...before, text: before.text + head.text }, ...tail);
    } else if (pasted && !head && before?.text === ',') out.pop();
    else out.push(...parts);
    if (out.length > maxTokens) return out;
  }
  return out;
}

function comma(at: Token): Token {
  return { kind: 'sign', text: ',', start: at.start, end: at.end };
}

import { parseCDecls, type CDecls, type CType, type StructDef } from '@tracefit/model';
import { isStructOps } from '../bpf/struct-ops';
import { functionOfMacro } from './function-of-macro';
import { headMacros } from './head-macros';
import { parseBlock } from './parse-statement';
import type { FunctionNode, Param, Place, Unit } from './syntax';
import { closing, createTokenReader, readable, readDecl, readType } from './token-reader';
import { printTokens, type Token } from './tokens';

/** What the declarations of a text came to so far. */
interface Collected {
  readonly functions: FunctionNode[];
  readonly structs: StructDef[];
  readonly relocated: Set<string>;
  readonly typedefs: Map<string, CType>;
  readonly globals: Map<string, CType>;
  readonly externs: Unit['externs'][number][];
  readonly structOps: Unit['structOps'][number][];
  readonly constants: Map<string, bigint>;
  readonly holes: Place[];
  readonly typeNames: Set<string>;
  /** For each `#pragma clang attribute push` that is open, whether it makes types the kernel's. */
  readonly pushed: boolean[];
}

/** Reads the tokens of a file of C: its functions, and what it declares outside of them. */
export function parseUnit(tokens: readonly Token[]): Unit {
  const unit: Collected = {
    functions: [],
    structs: [],
    relocated: new Set(),
    pushed: [],
    typedefs: new Map(),
    globals: new Map(),
    externs: [],
    structOps: [],
    constants: new Map(),
    holes: [],
    typeNames: new Set(),
  };
  for (let at = 0; at < tokens.length;) at = parseItem(tokens, at, unit);
  return unit;
}

/** Reads what begins at a token, and gives the index of the token behind it. */
function parseItem(tokens: readonly Token[], from: number, unit: Collected): number {
  if (tokens[from]?.text === ';' || tokens[from]?.text === '}') return from + 1;
  if (tokens[from]?.kind === 'directive') {
    readPragma(tokens[from].text, unit);
    return from + 1;
  }
  let section: FunctionNode['section'];
  let open = -1;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    if ((token.text === 'SEC' || token.text === '__section') && tokens[at + 1]?.text === '(') {
      section = sectionAt(tokens, at) ?? section;
      at = Math.max(at, closing(tokens, at + 1));
    } else if (/^__attribute(?:__)?$/.test(token.text)) {
      const close = Math.max(at, closing(tokens, at + 1));
      for (let inside = at; inside < close; inside++) {
        if (/^(?:__)?section(?:__)?$/.test(tokens[inside]?.text ?? '')) section = sectionAt(tokens, inside) ?? section;
      }
      at = close;
    } else if (token.text === '(' && token.kind === 'sign') {
      const close = closing(tokens, at);
      if (close < 0) break;
      if (open < 0) open = at;
      // A macro that stands alone on its line, without a semicolon.
      if (open === at && at === from + 1 && tokens[close + 1]?.first && !/^[{;]$/.test(tokens[close + 1]?.text ?? '')) {
        return close + 1;
      }
      at = close;
    } else if (token.text === '{' && token.kind === 'sign') {
      const close = closing(tokens, at);
      if (close < 0) break;
      const before = tokens[at - 1]?.text;
      const isFunction = open > 0 && (before === ')' || !/^(?:struct|union|enum|=)$/.test(tokens[at - 2]?.text ?? '='));
      if (isFunction && before !== '=') {
        parseFunction(tokens, { from, open, body: at, close }, section, unit);
        return close + 1;
      }
      at = close;
    } else if (token.text === ';' && token.kind === 'sign') {
      parseDeclaration(tokens.slice(from, at + 1), unit);
      return at + 1;
    }
  }
  unit.holes.push({ start: tokens[from]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 });
  return tokens.length;
}

/** `#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)`, and its `pop`. */
function readPragma(text: string, { pushed }: Collected): void {
  if (/\bpush\b/.test(text)) pushed.push(text.includes('preserve_access_index'));
  else if (/\bpop\b/.test(text)) pushed.pop();
}

/** What a word names as the section, in the parentheses behind it; texts that stand side by side are one. */
function sectionAt(tokens: readonly Token[], word: number): FunctionNode['section'] {
  const close = closing(tokens, word + 1);
  const inside = tokens.slice(word + 2, Math.max(close, word + 2));
  const [first] = inside;
  const last = inside.at(-1);
  if (!first || !last) return undefined;
  const isText = inside.every(({ kind }) => kind === 'string');
  const text = isText ? inside.map(({ text: part }) => part.slice(1, -1)).join('') : undefined;
  return { ...(text === undefined ? {} : { text }), start: first.start, end: last.end };
}

function parseFunction(
  tokens: readonly Token[],
  {
    from,
    open,
    body,
    close,
  }: { readonly from: number; readonly open: number; readonly body: number; readonly close: number },
  section: FunctionNode['section'],
  unit: Collected,
): void {
  const word = tokens[open - 1];
  if (!word) return;
  const end = closing(tokens, open);
  const parts = splitParams(tokens.slice(open + 1, end));
  const words = headMacros.get(word.text) ?? 0;
  const named = parts.slice(0, words).map((part) => ({
    text: part.map(({ text }) => text).join(''),
    start: part[0]?.start ?? word.start,
    end: part.at(-1)?.end ?? word.end,
  }));
  const declared = parts.slice(words);
  const params = (word.text === 'BPF_PROG2' ? inPairs(declared) : declared).flatMap((part) => readParam(part));
  const reader = createTokenReader(tokens.slice(body, close + 1), unit.typeNames, parseBlock);
  for (const { name } of params) reader.values.add(name);
  const block = parseBlock(reader);
  const returns = words > 0 ? undefined : readType(tokens.slice(from, open - 1));
  // `BPF_KPROBE(name, ..)` gives the function its first word, BCC's macros make a name of theirs.
  const isNamed = word.text.startsWith('BPF_');
  const namePlace = {
    start: (isNamed && named[0] ? named[0] : word).start,
    end: (isNamed && named[0] ? named[0] : word).end,
  };
  unit.functions.push({
    name:
      words === 0
        ? word.text
        : isNamed
          ? (named[0]?.text ?? '')
          : functionOfMacro(
              word.text,
              named.map(({ text }) => text),
            ),
    ...(words > 0 ? { macro: { name: word.text, words: named } } : {}),
    ...(section ? { section } : {}),
    params,
    ...(returns ? { returns } : {}),
    body: block,
    holes: reader.holes,
    namePlace,
    start: tokens[from]?.start ?? word.start,
    end: tokens[close]?.end ?? word.end,
  });
}

function splitParams(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'sign' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'sign' && ')]}'.includes(token.text)) depth--;
    if (token.text === ',' && depth === 0) parts.push([]);
    else if (parts.length === 0) parts.push([token]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** `BPF_PROG2(name, struct a, x, int, y)` has a comma between a parameter's type and its name. */
function inPairs(parts: readonly (readonly Token[])[]): readonly (readonly Token[])[] {
  return parts.flatMap((part, at) => (at % 2 === 0 ? [[...part, ...(parts[at + 1] ?? [])]] : []));
}

function readParam(tokens: readonly Token[]): readonly Param[] {
  if (tokens.length === 0 || (tokens.length === 1 && (tokens[0]?.text === 'void' || tokens[0]?.text === '...')))
    return [];
  const place = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
  const decl = readDecl(tokens);
  return [
    { name: decl?.name ?? tokens.findLast(({ kind }) => kind === 'word')?.text ?? '', type: decl?.type, ...place },
  ];
}

/** What stands before a semicolon outside of functions. */
function parseDeclaration(tokens: readonly Token[], unit: Collected): void {
  const [first, second] = tokens;
  // A map, a licence, or another macro of the tool's.
  if (first?.kind === 'word' && second?.text === '(' && closing(tokens, 1) === tokens.length - 2) return;
  if (isMap(tokens)) return;
  const ops = structOpsIn(tokens);
  if (ops) unit.structOps.push(ops);
  const isExtern = first?.text === 'extern' && tokens.some(({ text }) => text === '__ksym' || text === '__kconfig');
  const isPrototype = tokens.at(-2)?.text === ')' && !tokens.some(({ text }) => text === '{' || text === 'typedef');
  const start = first?.start ?? 0;
  const end = tokens.at(-1)?.end ?? 0;
  const head = withoutValues(tokens);
  const isTypedef = tokens.some(({ text }) => text === 'typedef');
  const text = `${isTypedef ? 'typedef ' : ''}${printTokens(readable(head))}`;
  const isEnum = tokens.some(({ text: word }) => word === 'enum');
  const whole = parseCDecls(text, { constants: unit.constants });
  // Where a constant is what a header says, the enum is read without its numbers.
  const decls = whole.problems.length > 0 && isEnum ? withoutNumbers(text) : whole;
  const isRelocated = unit.pushed.includes(true) || tokens.some(({ text }) => text.includes('preserve_access_index'));
  for (const def of decls.structs) {
    if (!unit.structs.some((known) => known.kind === def.kind && known.name === def.name)) unit.structs.push(def);
    if (isRelocated) unit.relocated.add(`${def.kind} ${def.name}`);
  }
  for (const { name, type } of decls.typedefs) {
    unit.typedefs.set(name, type);
    unit.typeNames.add(name);
  }
  for (const { name, type } of decls.variables) unit.globals.set(name, type);
  for (const [name, value] of decls.constants) unit.constants.set(name, value);
  if (isExtern) {
    const [variable] = decls.variables;
    const name = decls.functions[0]?.name ?? variable?.name ?? '';
    const attribute = tokens.some(({ text }) => text === '__kconfig') ? '__kconfig' : '__ksym';
    const weak = tokens.some(({ text }) => text === '__weak');
    const typed = !variable || !isVoid(variable.type);
    unit.externs.push({ name, weak, attribute, typed, start, end });
  }
  if (decls.problems.length > 0 && !isPrototype) unit.holes.push({ start, end });
}

/** A struct in a section for structs of programs, and which of its members are given something. */
function structOpsIn(tokens: readonly Token[]): Unit['structOps'][number] | undefined {
  const section = tokens.find(({ kind, text }) => kind === 'string' && isStructOps(text.slice(1, -1)));
  const at = section ? tokens.findIndex(({ text }) => text === 'struct') : -1;
  const type = tokens[at + 1];
  const open = tokens.findIndex(({ text }, index) => text === '{' && tokens[index - 1]?.text === '=');
  if (!section || at < 0 || !type || open < 0) return undefined;
  const members = splitParams(tokens.slice(open + 1, Math.max(open + 1, closing(tokens, open)))).flatMap((part) => {
    const [dot, name, equals, ...value] = part;
    const given = value.findLast(({ kind }) => kind === 'word');
    if (dot?.text !== '.' || name?.kind !== 'word' || equals?.text !== '=') return [];
    return [{ name: name.text, given: given?.text ?? '', start: name.start, end: name.end }];
  });
  const place = { start: Math.min(section.start, type.start), end: Math.max(section.end, type.end) };
  return { type: type.text, members, ...place };
}

function withoutNumbers(text: string): CDecls {
  return { ...parseCDecls(text.replace(/=[^,}]*/g, '')), constants: new Map() };
}

/** Leaves out what variables are given: `struct { int a; } b = { 1 }, *c = 0;` declares two. */
function withoutValues(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  let depth = 0;
  let isValue = false;
  for (const token of tokens) {
    const sign = token.kind === 'sign' ? token.text : '';
    if (depth === 0 && (sign === ',' || sign === ';')) isValue = false;
    else if (depth === 0 && sign === '=') isValue = true;
    if (sign === '(' || sign === '[' || sign === '{') depth++;
    if (sign === ')' || sign === ']' || sign === '}') depth--;
    if (!isValue) out.push(token);
  }
  return out;
}

/** `struct { __uint(type, BPF_MAP_TYPE_HASH); } name SEC(".maps");`: what a map is made of is said in macros. */
function isMap(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }, at) => text === 'SEC' && /^"\.?maps/.test(tokens[at + 2]?.text ?? ''));
}

function isVoid(type: CType): boolean {
  return type.kind === 'void' || ((type.kind === 'const' || type.kind === 'volatile') && isVoid(type.of));
}

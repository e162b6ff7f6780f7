import { skipAnnotation, skipAnnotations, skipParentheses } from './c-annotation';
import { parseConstant } from './c-constant';
import { parseEnum } from './c-enum';
import { layOut, type UnplacedMember } from './c-layout';
import { maxTypeDepth, refuseDeep, typeKey, type CReader } from './c-reader';
import type { CToken } from './c-token';
import type { CType, FuncProto, Param } from './c-type';
import { arithmeticType, arithmeticWords, qualifierWords } from './c-word';

/** What stands before the declarators: a type, and whether the declaration defines a typedef. */
export interface Specifiers {
  readonly type: CType;
  readonly isTypedef: boolean;
}

/** A declarator wraps the type before it; `name` is empty where it has none. */
export interface Declarator {
  readonly name: string;
  readonly nameToken: CToken;
  readonly wrap: (base: CType) => CType;
}

/** `named`: something is declared. `abstract`: a type name. `either`: a parameter. */
export type DeclaratorMode = 'named' | 'abstract' | 'either';

const voidType: CType = { kind: 'void' };

/** Reads declaration specifiers (C11 6.7): storage classes, qualifiers and one type, in any order. */
export function parseSpecifiers(reader: CReader): Specifiers {
  const first = reader.peek();
  const qualifiers: ('const' | 'volatile' | 'restrict')[] = [];
  const words: string[] = [];
  let type: CType | undefined;
  let isTypedef = false;
  while (reader.peek().kind === 'word') {
    const token = reader.peek();
    const qualifier = qualifierWords.get(token.text);
    if (qualifier !== undefined) {
      qualifiers.push(qualifier);
      reader.next();
    } else if (token.text === 'typedef') {
      isTypedef = true;
      reader.next();
    } else if (skipAnnotation(reader)) {
      continue;
    } else if (arithmeticWords.has(token.text)) {
      if (type) break;
      words.push(token.text);
      reader.next();
    } else if (type || words.length > 0) {
      break;
    } else if (token.text === 'struct' || token.text === 'union') {
      type = parseAggregate(reader, token.text);
    } else if (token.text === 'enum') {
      type = parseEnum(reader);
    } else {
      type = { kind: 'typedef', name: token.text };
      reader.next();
    }
  }
  if (words.length > 0) {
    type = arithmeticType(words);
    if (!type) reader.fail(`no type is spelled \`${words.slice(0, 8).join(' ')}\``, first);
  } else if (!type) {
    reader.fail('expected a type');
  }
  return { type: qualify(type ?? voidType, qualifiers.slice(0, maxTypeDepth)), isTypedef };
}

function qualify(type: CType, qualifiers: readonly ('const' | 'volatile' | 'restrict')[]): CType {
  return qualifiers.reduceRight<CType>((of, kind) => ({ kind, of }), type);
}

/** Reads `struct NAME`, `struct NAME { ... }` or `struct { ... }`; definitions with a name go to the reader's list. */
function parseAggregate(reader: CReader, kind: 'struct' | 'union'): CType {
  reader.next();
  let packed = skipAnnotations(reader);
  const name = reader.peek().kind === 'word' ? reader.next().text : '';
  packed = skipAnnotations(reader) || packed;
  if (!reader.take('{')) {
    if (name === '') reader.fail(`expected the name of a ${kind} or \`{\``);
    return { kind, name };
  }
  const members: UnplacedMember[] = [];
  if (reader.enter()) {
    while (reader.peek().text !== '}' && reader.peek().kind !== 'end') parseMembers(reader, members);
    reader.expect('}');
    reader.leave();
    packed = skipAnnotations(reader) || packed;
  }
  const layout = layOut(kind, members, packed, reader.sizeOf);
  if (layout.unsized !== undefined) reader.unsized.push(name === '' ? `anonymous ${kind}` : `${kind} ${name}`);
  const inline: CType = { kind: `inline_${kind}`, size: layout.size, members: layout.members };
  if (name !== '') reader.structs.push({ kind, name, size: layout.size, members: layout.members });
  const type: CType = name === '' ? inline : { kind, name };
  if (layout.unsized === undefined) {
    const size = { size: layout.size, align: layout.align };
    if (name === '') reader.inlineSizes.set(inline, size);
    else reader.sizes.set(typeKey({ kind, name }), size);
  }
  return type;
}

/** Reads one declaration of members with its semicolon. */
function parseMembers(reader: CReader, members: UnplacedMember[]): void {
  if (reader.take(';')) return;
  if (reader.peek().text === '_Static_assert') {
    reader.next();
    skipParentheses(reader);
    reader.expect(';');
    return;
  }
  const { type } = parseSpecifiers(reader);
  if (reader.take(';')) {
    // An anonymous struct or union; a named one is a member too since the kernel builds with -fms-extensions.
    const base = unqualified(type).kind;
    if (/struct|union/.test(base)) members.push({ name: '', type });
    return;
  }
  do {
    const named = reader.peek().text !== ':';
    const declarator = named ? parseDeclarator(reader, 'named') : undefined;
    const own = declarator ? declarator.wrap(type) : type;
    refuseDeep(reader, own);
    if (reader.take(':')) {
      const bitSize = parseBitSize(reader, own);
      members.push({ name: declarator?.name ?? '', type: own, bitSize });
    } else members.push({ name: declarator?.name ?? '', type: own });
    skipAnnotations(reader);
  } while (reader.take(','));
  // Compilers only warn where the last semicolon is missing.
  if (reader.peek().text !== '}') reader.expect(';');
}

function parseBitSize(reader: CReader, type: CType): number {
  const at = reader.peek();
  const size = parseConstant(reader);
  const base = unqualified(type).kind;
  const widest = base === 'int' || base === 'typedef' || base === 'enum' || base === 'inline_enum' ? 64n : 0n;
  if (size === undefined || size < 0n || size > widest) reader.fail('expected the width of a bit field in bits', at);
  return Number(size ?? 0n);
}

function unqualified(type: CType): CType {
  return type.kind === 'const' || type.kind === 'volatile' || type.kind === 'restrict' ? unqualified(type.of) : type;
}

/** Reads a declarator (C11 6.7.6, 6.7.7). */
export function parseDeclarator(reader: CReader, mode: DeclaratorMode): Declarator {
  const wraps: ((base: CType) => CType)[] = [];
  const deepest = (count: number) => {
    if (count > maxTypeDepth) reader.fail(`nested deeper than ${maxTypeDepth} levels`);
  };
  skipAnnotations(reader);
  while (reader.take('*')) {
    const qualifiers: ('const' | 'volatile' | 'restrict')[] = [];
    for (;;) {
      skipAnnotations(reader);
      const qualifier = qualifierWords.get(reader.peek().text);
      if (qualifier === undefined) break;
      reader.next();
      qualifiers.push(qualifier);
    }
    wraps.push((to) => qualify({ kind: 'ptr', to }, qualifiers));
    deepest(wraps.length + qualifiers.length);
  }
  let name = '';
  let nameToken = reader.peek();
  let inner: Declarator | undefined;
  if (reader.peek().text === '(' && opensDeclarator(reader, mode)) {
    reader.next();
    if (reader.enter()) {
      inner = parseDeclarator(reader, mode);
      reader.leave();
    }
    reader.expect(')');
  } else if (reader.peek().kind === 'word' && mode !== 'abstract') {
    nameToken = reader.next();
    name = nameToken.text;
  } else if (mode === 'named') reader.fail('expected a name');
  const suffixes: ((base: CType) => CType)[] = [];
  for (;;) {
    if (reader.take('[')) {
      const count = parseCount(reader);
      suffixes.push((of) => ({ kind: 'array', of, count }));
    } else if (reader.take('(')) {
      const params = parseParams(reader);
      suffixes.push((ret) => ({ kind: 'func_proto', proto: { ret, ...params } }));
    } else break;
    deepest(wraps.length + suffixes.length);
  }
  skipAnnotations(reader);
  const wrap = (base: CType): CType => {
    const pointed = wraps.reduce((type, one) => one(type), base);
    const outer = suffixes.reduceRight((type, one) => one(type), pointed);
    return inner ? inner.wrap(outer) : outer;
  };
  return { name: inner?.name ?? name, nameToken: inner?.nameToken ?? nameToken, wrap };
}

/** Whether `(` groups a declarator; otherwise it opens parameters. C11 6.7.6.3: a lone name there is a type's. */
function opensDeclarator(reader: CReader, mode: DeclaratorMode): boolean {
  const { text, kind } = reader.peekSecond();
  if (text === '*' || text === '(' || text === '[') return true;
  return mode === 'named' && kind === 'word';
}

function parseCount(reader: CReader): number {
  while (reader.peek().text === 'static' || qualifierWords.has(reader.peek().text)) reader.next();
  if (reader.take(']')) return 0;
  const at = reader.peek();
  const count = parseConstant(reader);
  if (count === undefined || count < 0n || count > 0x7fff_ffffn) reader.fail('expected the length of an array', at);
  reader.expect(']');
  return Number(count ?? 0n);
}

/** Reads parameters after `(`. Arrays and functions become the pointers that are passed (C11 6.7.6.3). */
function parseParams(reader: CReader): Omit<FuncProto, 'ret'> {
  const params: Param[] = [];
  if (reader.take(')')) return { params };
  if (!reader.enter()) return { params };
  let variadic = false;
  do {
    if (reader.take('...')) {
      variadic = true;
      break;
    }
    const { type } = parseSpecifiers(reader);
    const declarator = parseDeclarator(reader, 'either');
    params.push({ name: declarator.name, type: decay(declarator.wrap(type)) });
  } while (reader.take(','));
  reader.expect(')');
  reader.leave();
  const [only] = params;
  const isVoid = params.length === 1 && only?.name === '' && only.type.kind === 'void' && !variadic;
  return { params: isVoid ? [] : params, ...(variadic ? { variadic } : {}) };
}

function decay(type: CType): CType {
  if (type.kind === 'array') return { kind: 'ptr', to: type.of };
  return type.kind === 'func_proto' ? { kind: 'ptr', to: type } : type;
}

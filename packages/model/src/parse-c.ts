import { parseConstant } from './c-constant';
import { parseDeclarator, parseSpecifiers } from './c-decl';
import { sizeAndAlign, type SizeOf } from './c-layout';
import { createCReader, refuseDeep, type COptions, type CProblem, type CReader } from './c-reader';
import type { CType, EnumDef, FuncProto, StructDef, TypedefDef } from './c-type';

/** The answer of `parseCType`. */
export interface CTypeText {
  /** Absent where the text is no type; then there is a problem. */
  readonly type?: CType;
  readonly problems: readonly CProblem[];
}

/** A declared function or variable. */
export interface CDecl {
  readonly name: string;
  readonly type: CType;
}

/** The answer of `parseCDecl`. */
export interface CDeclText {
  /** Absent where the text is no declaration; then there is a problem. */
  readonly decl?: CDecl;
  readonly problems: readonly CProblem[];
}

/** What a piece of C text declares, in its order. */
export interface CDecls {
  /** Every struct and union with a name, those inside of others before these; laid out for x86-64. */
  readonly structs: readonly StructDef[];
  /** `struct sock;` */
  readonly forwards: readonly { readonly kind: 'struct' | 'union'; readonly name: string }[];
  /** Those without a name too, wherever they stand, as BTF has them; their name is empty. */
  readonly enums: readonly EnumDef[];
  readonly typedefs: readonly TypedefDef[];
  readonly functions: readonly { readonly name: string; readonly proto: FuncProto }[];
  readonly variables: readonly CDecl[];
  /** Structs without a layout, as `struct NAME`: the size of a member is not known; their `size` is 0. */
  readonly unsized: readonly string[];
  /** The constants of all enums of the text. */
  readonly constants: ReadonlyMap<string, bigint>;
  /** Sizes of the types the text defines, and of those it was given. */
  readonly sizeOf: SizeOf;
  readonly problems: readonly CProblem[];
}

/**
 * Reads a type name as it stands in a cast: `struct dentry *`, `unsigned long`, `int (*)(void)`. Integers get BTF's
 * spelling (`long unsigned int`); an unknown word is the name of a typedef (`u64`). `parseCType(printType(t))` is `t`,
 * where `t` is something C can say and its anonymous structs have the layout of the x86-64 ABI.
 */
export function parseCType(text: string, options: COptions = {}): CTypeText {
  const reader = createCReader(text, options);
  const { type, isTypedef } = parseSpecifiers(reader);
  if (isTypedef) reader.fail('expected a type, not a typedef');
  const whole = parseDeclarator(reader, 'abstract').wrap(type);
  if (reader.peek().kind !== 'end') reader.fail('expected the end of the type');
  refuseDeep(reader, whole);
  return reader.failed() ? { problems: reader.problems } : { type: whole, problems: reader.problems };
}

/** Reads one declaration of a function or a variable; the semicolon may be missing. */
export function parseCDecl(text: string, options: COptions = {}): CDeclText {
  const reader = createCReader(text, options);
  const { type } = parseSpecifiers(reader);
  const declarator = parseDeclarator(reader, 'named');
  reader.take(';');
  if (reader.peek().kind !== 'end') reader.fail('expected the end of the declaration');
  const whole = declarator.wrap(type);
  refuseDeep(reader, whole);
  if (reader.failed()) return { problems: reader.problems };
  return { decl: { name: declarator.name, type: whole }, problems: reader.problems };
}

/** Reads any number of declarations and definitions. What cannot be read is a problem, and reading goes on behind it. */
export function parseCDecls(text: string, options: COptions = {}): CDecls {
  const reader = createCReader(text, options);
  const functions: { name: string; proto: FuncProto }[] = [];
  const variables: CDecl[] = [];
  while (reader.peek().kind !== 'end') {
    reader.begin();
    if (reader.take(';')) continue;
    parseDeclaration(reader, functions, variables);
    if (reader.failed()) reader.recover();
  }
  const { structs, forwards, enums, typedefs, unsized, constants, problems } = reader;
  const sizeOf: SizeOf = (type) => sizeAndAlign(type, reader.sizeOf);
  return { structs, forwards, enums, typedefs, functions, variables, unsized, constants, sizeOf, problems };
}

/** The value of an integer constant expression; `undefined` where it has none that is known here. */
export function evaluateConstant(text: string, constants?: ReadonlyMap<string, bigint>): bigint | undefined {
  const reader = createCReader(text, constants ? { constants } : {});
  const value = parseConstant(reader);
  return reader.failed() || reader.peek().kind !== 'end' ? undefined : value;
}

function parseDeclaration(reader: CReader, functions: { name: string; proto: FuncProto }[], variables: CDecl[]): void {
  const defined = reader.structs.length;
  const { type, isTypedef } = parseSpecifiers(reader);
  if (reader.take(';')) {
    const isForward = type.kind === 'struct' || type.kind === 'union';
    if (isForward && reader.structs.length === defined) reader.forwards.push({ kind: type.kind, name: type.name });
    return;
  }
  do {
    const declarator = parseDeclarator(reader, 'named');
    const whole = declarator.wrap(type);
    refuseDeep(reader, whole);
    if (reader.failed()) return;
    const { name } = declarator;
    if (isTypedef) reader.define({ name, type: whole });
    else if (whole.kind === 'func_proto') functions.push({ name, proto: whole.proto });
    else variables.push({ name, type: whole });
  } while (reader.take(','));
  reader.expect(';');
}

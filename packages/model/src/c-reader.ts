import type { ConstantReader } from './c-constant';
import { sizeAndAlign, type SizeOf } from './c-layout';
import { tokenizeC, type CTextOrigin, type CToken } from './c-token';
import type { CType, EnumDef, StructDef, TypedefDef } from './c-type';
import type { SizeAndAlign } from './c-word';
import type { Span } from './span';

/** Why C text could not be read, and where: one sentence, lower case, no full stop. */
export interface CProblem {
  readonly problem: string;
  readonly span: Span;
}

/** What a reader of C text may be told beforehand. */
export interface COptions {
  /** Where the text begins in the file that spans shall point into. */
  readonly origin?: CTextOrigin;
  /** Constants by name, as `#define` or other enums give them. */
  readonly constants?: ReadonlyMap<string, bigint>;
  /** Sizes of named types that the text uses and does not define; for layouts only. */
  readonly sizeOf?: SizeOf;
}

/** Types nested deeper than this are refused, so that whoever walks a type needs no limit of its own. */
export const maxTypeDepth = 64;

/**
 * The state of one reading. After a failure every token is the end of the text, so each function that reads comes home
 * by itself, with a value nobody uses; `recover` starts again behind the statement that failed.
 */
export interface CReader extends ConstantReader {
  readonly problems: CProblem[];
  readonly structs: StructDef[];
  readonly forwards: { readonly kind: 'struct' | 'union'; readonly name: string }[];
  readonly enums: EnumDef[];
  readonly typedefs: TypedefDef[];
  /** Adds to `typedefs`. */
  define(def: TypedefDef): void;
  readonly unsized: string[];
  readonly sizes: Map<string, SizeAndAlign>;
  readonly inlineSizes: Map<CType, SizeAndAlign>;
  readonly constants: Map<string, bigint>;
  readonly sizeOf: SizeOf;
  /** The token after the next one. */
  peekSecond(): CToken;
  /** Takes the next token if it reads so. */
  take(text: string): boolean;
  expect(text: string, what?: string): void;
  fail(problem: string, at?: Span): void;
  failed(): boolean;
  /** Marks the start of a statement. */
  begin(): void;
  /** Goes on behind the `;` that ends the statement, outside of its braces. */
  recover(): void;
}

/** A reader at the start of `text`. */
export function createCReader(text: string, options: COptions = {}): CReader {
  const tokens = tokenizeC(text, options.origin);
  const end = tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0, line: 1, column: 1 };
  const constants = new Map<string, bigint>();
  const sizes = new Map<string, SizeAndAlign>();
  const inlineSizes = new Map<CType, SizeAndAlign>();
  const problems: CProblem[] = [];
  let at = 0;
  let statement = 0;
  let depth = 0;
  let hasFailed = false;
  let typedefDepth = 0;
  const typedefTypes = new Map<string, CType>();

  const reader: CReader = {
    problems,
    structs: [],
    forwards: [],
    enums: [],
    typedefs: [],
    define(def) {
      reader.typedefs.push(def);
      typedefTypes.set(def.name, def.type);
    },
    unsized: [],
    sizes,
    inlineSizes,
    constants,
    sizeOf(type) {
      const known = inlineSizes.get(type) ?? ('name' in type ? sizes.get(typeKey(type)) : undefined);
      if (known) return known;
      // A typedef may stand before the struct it names, so it is followed only now.
      const meant = type.kind === 'typedef' ? typedefTypes.get(type.name) : undefined;
      if (!meant || typedefDepth >= maxTypeDepth) return options.sizeOf?.(type);
      typedefDepth++;
      const found = sizeAndAlign(meant, reader.sizeOf);
      typedefDepth--;
      return found;
    },
    constant: (name) => constants.get(name) ?? options.constants?.get(name),
    peek: () => (hasFailed ? end : (tokens[at] ?? end)),
    peekSecond: () => (hasFailed ? end : (tokens[at + 1] ?? end)),
    next() {
      const token = reader.peek();
      if (token.kind !== 'end') at++;
      return token;
    },
    take(text) {
      const found = reader.peek().text === text && reader.peek().kind !== 'end';
      if (found) at++;
      return found;
    },
    expect(text, what = `\`${text}\``) {
      if (!reader.take(text)) reader.fail(`expected ${what}`);
    },
    enter() {
      if (++depth <= maxTypeDepth) return true;
      reader.fail(`nested deeper than ${maxTypeDepth} levels`);
      return false;
    },
    leave() {
      depth--;
    },
    fail(problem, span) {
      if (hasFailed) return;
      const token = tokens[at] ?? end;
      const found = span ? '' : token.kind === 'end' ? ', found the end' : `, found ${quote(token.text)}`;
      const { start, end: stop, line, column } = span ?? token;
      problems.push({ problem: problem + found, span: { start, end: stop, line, column } });
      hasFailed = true;
    },
    failed: () => hasFailed,
    begin() {
      statement = at;
    },
    recover() {
      const failedAt = at;
      hasFailed = false;
      depth = 0;
      let braces = 0;
      for (at = statement; at < tokens.length; at++) {
        const text = tokens[at]?.text;
        if (text === ';' && braces <= 0 && at >= failedAt) break;
        if (text === '{') braces++;
        if (text === '}') braces--;
      }
      reader.take(';');
    },
  };
  return reader;
}

/** The key of a named type in `sizes`. */
export function typeKey(type: { readonly kind: string; readonly name: string }): string {
  return `${type.kind} ${type.name}`;
}

function quote(text: string): string {
  return `\`${text.length > 40 ? `${text.slice(0, 40)}...` : text}\``;
}

/** Fails on a type nested too deep: declarators inside of each other each keep to the limit and may pass it together. */
export function refuseDeep(reader: CReader, type: CType): void {
  if (depthOf(type) > maxTypeDepth) reader.fail(`nested deeper than ${maxTypeDepth} levels`);
}

function depthOf(type: CType): number {
  switch (type.kind) {
    case 'ptr':
      return 1 + depthOf(type.to);
    case 'array':
    case 'const':
    case 'volatile':
    case 'restrict':
      return 1 + depthOf(type.of);
    case 'func_proto':
      return 1 + deepest([{ type: type.proto.ret }, ...type.proto.params]);
    case 'inline_struct':
    case 'inline_union':
      return 1 + deepest(type.members);
    default:
      return 0;
  }
}

function deepest(parts: readonly { readonly type: CType }[]): number {
  return parts.reduce((most, part) => Math.max(most, depthOf(part.type)), 0);
}

import { parseCType, type CType } from '@tracefit/model';
import { numberValue } from './lexer';
import { isBuiltin } from './names';
import type { Reader } from './reader';
import type { TypeNode } from './syntax-tree';

/** Types deeper than this are refused; the limit of C types in the model. */
const maxSuffixes = 60;

const int = (name: string, size: number, signed: boolean): CType => ({ kind: 'int', name, size, signed });

/** bpftrace's own types; `undefined` for those that no kernel has. */
const ownTypes: ReadonlyMap<string, CType | undefined> = new Map<string, CType | undefined>([
  ['void', { kind: 'void' }],
  ['bool', int('_Bool', 1, false)],
  ['int8', int('signed char', 1, true)],
  ['int16', int('short int', 2, true)],
  ['int32', int('int', 4, true)],
  ['int64', int('long int', 8, true)],
  ['uint8', int('unsigned char', 1, false)],
  ['uint16', int('short unsigned int', 2, false)],
  ['uint32', int('unsigned int', 4, false)],
  ['uint64', int('long unsigned int', 8, false)],
  ...(
    'string buffer inet timestamp username_t macaddr_t mac_address cgroup_path_t min_t max_t sum_t count_t avg_t stats_t ' +
    'umin_t umax_t usum_t uavg_t ustats_t usym_t ksym_t kstack_t ustack_t hist_t lhist_t'
  )
    .split(' ')
    .map((name): [string, undefined] => [name, undefined]),
]);

const arithmeticWords = new Set('unsigned signed long short int char float double _Bool'.split(' '));

/**
 * Reads a type if the next tokens can be one and takes nothing otherwise: a name or `struct NAME`, then any number of
 * `*` and `[N]`, from left to right ("Type Syntax" in docs/language.md).
 */
export function tryParseType(reader: Reader): TypeNode | undefined {
  const first = reader.peek();
  const start = reader.position();
  const base = tryParseBase(reader);
  if (!base) {
    reader.moveTo(start);
    return undefined;
  }
  let { type } = base;
  for (let suffixes = 0; ; suffixes++) {
    const isPointer = reader.at('*');
    if (suffixes > maxSuffixes || (!isPointer && !reader.at('['))) break;
    if (isPointer) {
      reader.next();
      type = type && { kind: 'ptr', to: type };
      continue;
    }
    const count = tryParseCount(reader);
    if (count === undefined) break;
    type = type && { kind: 'array', of: type, count };
  }
  return { kind: 'type', ...(type ? { type } : {}), span: reader.since(first) };
}

function tryParseBase(reader: Reader): { readonly type: CType | undefined } | undefined {
  const { kind, text } = reader.peek();
  if (kind !== 'word' || isBuiltin(text)) return undefined;
  reader.next();
  if (text === 'const' || text === 'volatile') return tryParseBase(reader);
  if (text === 'struct' || text === 'union' || text === 'enum') {
    if (reader.peek().kind !== 'word') return undefined;
    return { type: { kind: text, name: reader.next().text } };
  }
  if (arithmeticWords.has(text)) {
    const words = [text];
    while (arithmeticWords.has(reader.peek().text) && words.length < 8) words.push(reader.next().text);
    const { type } = parseCType(words.join(' '));
    return type && { type };
  }
  return ownTypes.has(text) ? { type: ownTypes.get(text) } : { type: { kind: 'typedef', name: text } };
}

/** Reads `[N]` or `[]`; takes nothing where it is neither. */
function tryParseCount(reader: Reader): number | undefined {
  const number = reader.peek(1);
  if (number.text === ']') {
    reader.next();
    reader.next();
    return 0;
  }
  const value = number.kind === 'number' ? numberValue(number.text) : undefined;
  if (value === undefined || value > 0x7fff_ffffn || reader.peek(2).text !== ']') return undefined;
  for (let taken = 0; taken < 3; taken++) reader.next();
  return Number(value);
}

/** Reads the type in an annotation, `let $x : TYPE` or `$x : typeof(...)`; fails where there is none. */
export function parseAnnotation(reader: Reader, parseTypeof: (reader: Reader) => TypeNode): TypeNode {
  if (reader.at('typeof')) return parseTypeof(reader);
  const type = tryParseType(reader);
  if (!type) reader.fail('expected a type');
  return type ?? { kind: 'type', span: reader.since(reader.peek()) };
}

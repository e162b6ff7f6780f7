import type { Comparison } from '@tracefit/model';
import { CLASS, classOf, type Insn } from './insn';
import type { Value } from './machine';
import type { Atom } from './atom';

/** A jump with a condition, by the high half of its code; `any` is the test of bits. */
type Test = Comparison | 'any' | 'signed<' | 'signed<=' | 'signed>' | 'signed>=';

const tests: Readonly<Record<number, Test>> = {
  1: '==',
  2: '>',
  3: '>=',
  4: 'any',
  5: '!=',
  6: 'signed>',
  7: 'signed>=',
  10: '<',
  11: '<=',
  12: 'signed<',
  13: 'signed<=',
};

export const jumps = { always: 0, call: 8, exit: 9 } as const;

/** What kind of jump it is; `undefined` where it is none. */
export function jumpOf(insn: Insn): number | undefined {
  const kind = classOf(insn);
  return kind === CLASS.JMP || kind === CLASS.JMP32 ? insn.code >> 4 : undefined;
}

/** By how many slots it jumps; the 32-bit jump has its distance elsewhere. */
export function distanceOf(insn: Insn): number {
  return insn.code === 0x06 ? insn.imm : insn.off;
}

/** Whether the jump is taken: known, told by a test of the kernel, or open. */
export type Taken = { readonly known: boolean } | { readonly atom: Atom } | undefined;

export function isTaken(insn: Insn, left: Value | undefined, right: Value | undefined): Taken {
  const test = tests[insn.code >> 4];
  if (test === undefined) return undefined;
  if (left?.kind === 'number' && right?.kind === 'unknown') return unknownTaken(turned[test], right, left.value);
  if (right?.kind !== 'number') return undefined;
  const bits = classOf(insn) === CLASS.JMP32 ? 32 : 64;
  if (left?.kind === 'number') return { known: holds(test, left.value, right.value, bits) };
  return left?.kind === 'unknown' ? unknownTaken(test, left, right.value) : undefined;
}

function unknownTaken(test: Test, { of }: Extract<Value, { kind: 'unknown' }>, value: bigint): Taken {
  if (test === 'any') return undefined;
  const op = test.replace('signed', '') as Comparison;
  return { atom: { unknown: of, op, value: BigInt.asIntN(64, value) } };
}

/** Each test with its sides exchanged. */
const turned: Readonly<Record<Test, Test>> = {
  '==': '==',
  '!=': '!=',
  any: 'any',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  'signed<': 'signed>',
  'signed<=': 'signed>=',
  'signed>': 'signed<',
  'signed>=': 'signed<=',
};

function holds(test: Test, left: bigint, right: bigint, bits: number): boolean {
  const [a, b] = [BigInt.asUintN(bits, left), BigInt.asUintN(bits, right)];
  const [x, y] = [BigInt.asIntN(bits, left), BigInt.asIntN(bits, right)];
  switch (test) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case 'any':
      return (a & b) !== 0n;
    case 'signed<':
      return x < y;
    case 'signed<=':
      return x <= y;
    case 'signed>':
      return x > y;
    case 'signed>=':
      return x >= y;
  }
}

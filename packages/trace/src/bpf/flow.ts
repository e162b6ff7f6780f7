import type { Atom } from './atom';
import { slotsOf, type Insn } from './insn';
import { distanceOf, isTaken, jumpOf, jumps } from './jump';
import { afterCall, sameValue, step, type Meaning, type State, type Value } from './machine';

/** How a program runs under some assumptions of the kernel. */
export interface Flow {
  /** What is known where an instruction begins, by its index; nothing for instructions that are not reached. */
  readonly states: readonly (State | undefined)[];
}

/** What a test of the kernel says under the assumptions; `undefined`: both ways are followed. */
export type Assume = (atom: Atom) => boolean | undefined;

/** Counts down the work that may still be done, over all runs of an object. */
export interface Budget {
  left: number;
}

/**
 * Follows a function from its first instruction on all ways that are open, and what its registers hold on them.
 *
 * @returns `undefined` where the budget does not reach
 */
export function followFlow(
  insns: readonly Insn[],
  entry: State,
  meaning: Meaning,
  assume: Assume,
  budget: Budget,
): Flow | undefined {
  const indexOf = new Map(insns.map((insn, index) => [insn.at, index]));
  const states = new Array<State | undefined>(insns.length);
  const work: number[] = [];
  const arrive = (index: number, state: State): void => {
    const before = states[index];
    if (!before) {
      states[index] = new Map(state);
      work.push(index);
    } else if (join(before, state)) work.push(index);
  };
  if (insns.length > 0) arrive(0, entry);
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    const insn = insns[index];
    const before = states[index];
    if (!insn || !before) continue;
    if (--budget.left < 0) return undefined;
    const state = new Map(before);
    const jump = jumpOf(insn);
    if (jump === undefined) {
      step(state, insn, meaning);
      arrive(index + 1, state);
    } else if (jump === jumps.call) {
      afterCall(state, insn);
      arrive(index + 1, state);
    } else if (jump !== jumps.exit) {
      const to = indexOf.get(insn.at + 8 * (slotsOf(insn) + distanceOf(insn)));
      const taken = jump === jumps.always ? true : decide(insn, state, assume);
      if (taken !== false && to !== undefined) arrive(to, state);
      if (taken !== true) arrive(index + 1, state);
    }
  }
  return { states };
}

function decide(insn: Insn, state: State, assume: Assume): boolean | undefined {
  const right: Value | undefined =
    (insn.code & 8) === 0 ? { kind: 'number', value: BigInt.asUintN(64, BigInt(insn.imm)) } : state.get(insn.src);
  const taken = isTaken(insn, state.get(insn.dst), right);
  if (taken === undefined) return undefined;
  return 'known' in taken ? taken.known : assume(taken.atom);
}

/** Keeps of a state what the other says too; whether anything was lost. */
function join(state: State, other: State): boolean {
  let lost = false;
  for (const [key, value] of state) {
    const there = other.get(key);
    if (there && sameValue(value, there)) continue;
    state.delete(key);
    lost = true;
  }
  return lost;
}

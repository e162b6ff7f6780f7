import type { Expression } from './syntax-tree';
import { eitherOf, type Value } from './value';

/** A `$variable`'s place; macros share those of their callers. */
export interface Slot {
  value: Value | undefined;
}

/** An expression that stands for a word, with what surrounds the place it was written at. */
export interface WordBinding {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly inside: ReadonlySet<string>;
}

/** What names mean in a piece of code: a probe's, a macro's or a function's. */
export interface Scope {
  readonly slots: Map<string, Slot>;
  /** A macro's expression parameters, with the scope they were written in. */
  readonly words: ReadonlyMap<string, WordBinding>;
  /** A macro's map parameters. */
  readonly maps: ReadonlyMap<string, string>;
  /** What `return` gave so far. */
  returned: Value | undefined;
}

export function createScope(words: Scope['words'] = new Map(), maps: Scope['maps'] = new Map()): Scope {
  return { slots: new Map(), words, maps, returned: undefined };
}

/** The place of a variable, made where it is not there yet. */
export function slotOf(scope: Scope, name: string): Slot {
  const found = scope.slots.get(name);
  if (found) return found;
  const created: Slot = { value: undefined };
  scope.slots.set(name, created);
  return created;
}

/** What was assigned since a branch began: the values from before it. */
type Frame = Map<Slot, Value | undefined>;

/** Keeps what variables hold while branches are lowered one after the other. */
export interface Journal {
  assign(slot: Slot, value: Value): void;
  /** Lowers alternatives, each from the same start; afterwards a variable holds what any of them left in it. */
  branch(alternatives: readonly (() => void)[], oneIsTaken: boolean): void;
}

export function createJournal(): Journal {
  const frames: Frame[] = [];
  const journal: Journal = {
    assign(slot, value) {
      const frame = frames.at(-1);
      if (frame && !frame.has(slot)) frame.set(slot, slot.value);
      slot.value = value;
    },
    branch(alternatives, oneIsTaken) {
      const ends = new Map<Slot, { readonly value: Value | undefined; readonly times: number }>();
      for (const lower of alternatives) {
        const frame: Frame = new Map();
        frames.push(frame);
        lower();
        frames.pop();
        for (const [slot, before] of frame) {
          const known = ends.get(slot);
          ends.set(slot, { value: eitherOf(known?.value, slot.value), times: (known?.times ?? 0) + 1 });
          slot.value = before;
        }
      }
      for (const [slot, { value, times }] of ends) {
        const always = oneIsTaken && times === alternatives.length;
        journal.assign(slot, always || !slot.value ? (value ?? { kind: 'own' }) : eitherOf(slot.value, value));
      }
    },
  };
  return journal;
}

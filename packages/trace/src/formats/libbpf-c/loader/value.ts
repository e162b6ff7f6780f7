import { and, choose, not, type Truth } from './truth';

/** A text, or a program, under a condition. */
export interface Choice {
  readonly text?: string;
  readonly program?: string;
  readonly when: Truth;
}

/** What is known of a variable of the program. */
export interface Value {
  readonly truth?: Truth;
  readonly number?: number;
  readonly choices?: readonly Choice[];
}

export const unknownValue: Value = {};
/** Of a variable that nothing was put into yet. */
export const unset: Value = {};

/** A text that is the only one it may be. */
export function onlyText(value: Value): string | undefined {
  return value.choices?.length === 1 ? value.choices[0]?.text : undefined;
}

/** `"system"`, `"event"` as `system:event`. */
export function joined(system: Value | undefined, event: Value | undefined): Value {
  const [left, right] = [system && onlyText(system), event && onlyText(event)];
  return left === undefined || right === undefined
    ? unknownValue
    : { choices: [{ text: `${left}:${right}`, when: true }] };
}

/** The truth of a value; a text or a program is never null. */
export function truthOf({ truth, choices }: Value): Truth | undefined {
  return truth ?? (choices && choices.length > 0 ? true : undefined);
}

/** `test ? yes : no` */
export function merge(test: Truth, yes: Value, no: Value): Value {
  if (test === true) return yes;
  if (test === false) return no;
  if (no === unset) return yes;
  if (yes === unset) return no;
  if (yes.choices || no.choices) {
    const under = (choices: readonly Choice[] | undefined, truth: Truth) =>
      (choices ?? []).map((each) => ({ ...each, when: and(each.when, truth) }));
    return {
      choices: [...under(yes.choices, test), ...under(no.choices, not(test))].filter(({ when }) => when !== false),
    };
  }
  if (yes.truth === undefined && no.truth === undefined) return unknownValue;
  if (yes.truth === undefined || no.truth === undefined) return unknownValue;
  return { truth: choose(test, yes.truth, no.truth) };
}

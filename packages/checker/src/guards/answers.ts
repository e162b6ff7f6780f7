import type { Condition } from '@tracefit/model';

/** What is taken for the answers to some of the questions that conditions put, whatever the kernel says; by `questionKey`. */
export type Answers = ReadonlyMap<string, boolean>;

/** Tests that put more questions than these are not gone through answer by answer. */
const maxQuestions = 5;

/** Kept, since each test is looked at on every kernel and in every way its questions could be answered. */
const keys = new WeakMap<Condition, string>();

export function questionKey(condition: Condition): string {
  const key = keys.get(condition) ?? JSON.stringify(condition);
  keys.set(condition, key);
  return key;
}

/** All ways in which the questions of some conditions could be answered. */
export function otherAnswers(conditions: readonly Condition[]): readonly Answers[] {
  const asked = [...new Set(conditions.flatMap(questions).map(questionKey))].slice(0, maxQuestions);
  return Array.from(
    { length: 2 ** asked.length },
    (_, way) => new Map(asked.map((key, bit) => [key, ((way >> bit) & 1) === 1])),
  );
}

function questions(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(questions);
    case 'not':
      return questions(condition.of);
    default:
      return [condition];
  }
}

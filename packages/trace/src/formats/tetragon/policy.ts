import type { ParseProblem, Span } from '@tracefit/model';
import { textOf, valueOf, type Located, type LocatedScalar } from '../../data/located';

/** A policy while it is read. */
export interface Policy {
  readonly problems: readonly ParseProblem[];
  /** Tetragon refuses the policy. */
  fail(message: string, span: Span): void;
  /** It is not known here what Tetragon does with it. */
  unsupported(message: string, span: Span): void;
  /** One of the policy's `lists`. */
  list(name: string): Located | undefined;
}

/** `lists`: those of `spec.lists`. */
export function createPolicy(lists: readonly Located[]): Policy {
  const problems: ParseProblem[] = [];
  return {
    problems,
    fail: (message, span) => void problems.push({ kind: 'syntax', message, span }),
    unsupported: (message, span) => void problems.push({ kind: 'unsupported', message, span }),
    list: (name) => lists.find((list) => textOf(valueOf(list, 'name'))?.value === name),
  };
}

/** The text of a key that must be there; where it is not, that is a problem. */
export function requiredText(policy: Policy, map: Located, key: string): LocatedScalar | undefined {
  const value = valueOf(map, key);
  const text = textOf(value);
  if (text && text.value !== '') return text;
  policy.fail(`expected \`${key}\`, a name`, value?.span ?? map.span);
  return undefined;
}

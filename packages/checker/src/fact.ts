/**
 * What a kernel says to a question: an answer, that it cannot be told and why, or that the question does not arise
 * there (the arguments of a function that is missing).
 */
export type Fact<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'moot' };

export const moot = { kind: 'moot' } as const;

export function known<T>(value: T): Fact<T> {
  return { kind: 'known', value };
}

export function unknown(reason: string): Fact<never> {
  return { kind: 'unknown', reason };
}

/** The fact that follows from another; what is not known stays so. */
export function follow<T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> {
  return fact.kind === 'known' ? next(fact.value) : fact;
}

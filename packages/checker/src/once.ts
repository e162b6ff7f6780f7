/** A function that works its answer out for the first it is asked with, which is the answer for all. */
export function onceForAll<Asked, T>(make: (asked: Asked) => T): (asked: Asked) => T {
  let made: { readonly value: T } | undefined;
  return (asked) => (made ??= { value: make(asked) }).value;
}

/** A function that works its answer out at the first call and remembers it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

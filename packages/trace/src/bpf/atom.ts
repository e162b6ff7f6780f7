import type { Comparison } from '@tracefit/model';

/** Something of the kernel that a program tests, as a number it does not know when it is compiled. */
export type Unknown =
  /** The number libbpf puts in place of a relocation, by the relocation's index. */
  | { readonly kind: 'relo'; readonly index: number }
  /** A variable of `.kconfig`. */
  | { readonly kind: 'config'; readonly name: string }
  /** The address of a weak symbol of the kernel: 0 where it is missing. */
  | { readonly kind: 'symbol'; readonly name: string };

/** A test that holds on some kernels: an unknown compared with a number. */
export interface Atom {
  readonly unknown: Unknown;
  readonly op: Comparison;
  readonly value: bigint;
}

/** The same for two tests of the same thing. */
export function atomKey({ unknown, op, value }: Atom): string {
  return `${unknownKey(unknown)} ${op} ${value}`;
}

export function unknownKey(unknown: Unknown): string {
  return unknown.kind === 'relo' ? `relo ${unknown.index}` : `${unknown.kind} ${unknown.name}`;
}

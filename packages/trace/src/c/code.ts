import type { ComparisonUse, CType, Guard, PathStep, Probe, Span, Use, ValueBase, ValueUse } from '@tracefit/model';

/** What a value in a function starts from; `param` counts the arguments of the probe, if that function is its handler. */
export type CodeBase = ValueBase | { readonly kind: 'param'; readonly index: number };

/** A value read in a function, before it is known which probe runs it. */
export interface CodeValue extends Omit<ValueUse, 'base'> {
  readonly base: CodeBase;
}

/** The same of a value that is compared with a number. */
export interface CodeComparison extends Omit<ComparisonUse, 'base'> {
  readonly base: CodeBase;
}

export type CodeUse = CodeValue | CodeComparison | Exclude<Use, ValueUse | ComparisonUse>;

/** A call of another function of the text. */
export interface CodeCall {
  readonly name: string;
  readonly guards: readonly Guard[];
  /** Its first argument is what the program is called with. */
  readonly withContext: boolean;
}

/** What one function relies on, without those it calls. */
export interface Code {
  readonly uses: readonly CodeUse[];
  readonly calls: readonly CodeCall[];
  readonly unknowns: Probe['unknowns'];
}

/** A value that comes from the kernel: a base and the members followed from it. */
export interface Chain {
  readonly base: CodeBase;
  readonly baseSpan: Span;
  readonly path: readonly PathStep[];
  readonly expected?: NonNullable<ValueUse['expected']>;
}

/** An address that comes from the kernel, in bytes from where a chain leads to. */
export interface Pointer {
  readonly chain: Chain;
  /** It starts where the last member of the chain lies, not where that member points to. */
  readonly ofAddress: boolean;
  readonly offset: number;
  /** What is added to it counts bytes. */
  readonly inBytes: boolean;
}

/** What an expression stands for. Where `type` is absent, only the kernel knows it, or nobody. */
export interface Value {
  readonly type?: CType;
  readonly chain?: Chain;
  /** Where it came from, if it is a number that was kept. */
  readonly origin?: Chain;
  /** Where it points to, if it is an address that came from the kernel by way of numbers or `void *`. */
  readonly pointer?: Pointer;
  /** What the program is called with, or its `args`. */
  readonly context?: 'whole' | 'args';
  /** Why nothing is known of it. */
  readonly lost?: string;
}

export const own: Value = {};

/** Longer chains are given up, aloud. */
export const maxSteps = 64;

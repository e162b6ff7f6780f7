import type { Kernel } from '@tracefit/model';

/** From where a function of the image is called on one kernel. */
export interface CallCount {
  readonly arch: string;
  /** Calls, and jumps to its first byte. */
  readonly sites: number;
  /** In so many functions. */
  readonly functions: number;
  /** It can be called through a pointer too. */
  readonly byPointer: boolean;
}

/** Nothing where callers were not read; those of functions of modules are not known. */
export function callCount(kernel: Kernel, name: string): CallCount | undefined {
  const called = kernel.callers(name);
  const isInImage = kernel.func(name)?.symbols?.some((symbol) => symbol.module === undefined) === true;
  if (!called || !isInImage) return undefined;
  return {
    arch: kernel.identity.arch,
    sites: called.callers.reduce((sum, caller) => sum + caller.sites, 0),
    functions: called.callers.length,
    byPointer: called.addressTaken,
  };
}

/** A difference of fewer call sites is not told. */
const leastDifference = 3;

/** Whether a reader should look twice: half as many call sites or twice as many, or none where there were some. */
export function differMarkedly(a: CallCount, b: CallCount): boolean {
  const [few, many] = a.sites < b.sites ? [a.sites, b.sites] : [b.sites, a.sites];
  return (few === 0 && many > 0) || (many >= 2 * few && many - few >= leastDifference);
}

/** `14 call sites in 13 functions` */
export function spellCallCount({ sites, functions, byPointer }: CallCount): string {
  const counted =
    sites === 0
      ? 'no call sites'
      : `${sites} call site${sites === 1 ? '' : 's'} in ${functions} function${functions === 1 ? '' : 's'}`;
  return byPointer ? `${counted}, also reached by pointer` : counted;
}

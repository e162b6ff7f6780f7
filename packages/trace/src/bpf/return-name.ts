import type { ValueBase } from '@tracefit/model';

/** Whether people call the return value of a function they hook the end of so. */
export function isReturnName(name: string): boolean {
  return /^_*(?:ret(?:val|urn|ured)?|rc|res(?:ult)?|err(?:or)?|rv|status)_*$/.test(name);
}

/**
 * What a parameter of a program stands for that runs at the end of a function: the result lies behind the arguments, so the last one is
 * it where it is called so. Where the function gets an argument more, what was the result is that one.
 */
export function argumentOrResult(params: readonly { readonly name?: string }[], index: number): ValueBase {
  const isResult = index === params.length - 1 && isReturnName(params[index]?.name ?? '');
  return isResult ? { kind: 'retval', slot: index } : { kind: 'arg', index };
}

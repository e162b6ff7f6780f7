import type { FunctionSymbol, KernelFunction } from '@tracefit/model';

/**
 * The symbols that a name stands for, in the order the kernel finds them: those of the image before those of modules,
 * and only those of `module` where one is named. `undefined` where no symbols were read.
 */
export function symbolsOf(func: KernelFunction, module?: string): readonly FunctionSymbol[] | undefined {
  if (!func.symbols) return undefined;
  const inImage = func.symbols.filter((symbol) => symbol.module === undefined);
  if (module === 'vmlinux') return inImage;
  if (module !== undefined) return func.symbols.filter((symbol) => symbol.module === module.replaceAll('-', '_'));
  return inImage.length > 0 ? inImage : func.symbols;
}

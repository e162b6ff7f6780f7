import type { Kernel, KernelFunction } from '@tracefit/model';
import type { FunctionPresence } from '@tracefit/rules';
import { follow, known, unknown, type Fact } from '../fact';
import { findWhereabouts, isModuleRead, judgeAbsent, type Whereabouts } from './whereabouts';

/** Where the kernels at hand have a function. */
export function functionWhereabouts(name: string, kernels: readonly Kernel[]): Whereabouts {
  return findWhereabouts(kernels, 'functions', (kernel) => {
    const func = kernel.func(name);
    if (!func) return undefined;
    if (isInImage(func)) return 'image';
    const modules = func.symbols?.flatMap(({ module }) => module ?? []) ?? [];
    return modules.length === 0 ? undefined : modules;
  });
}

/** Whether the kernel has a function, `module` being the one the script asks for, if any. */
export function functionPresence(
  kernel: Kernel,
  name: string,
  module: string | undefined,
  whereabouts: () => Whereabouts,
): Fact<FunctionPresence> {
  const func = kernel.func(name);
  if (func && module === undefined && exists(func)) return known({ kind: 'there' });
  if (func && module !== undefined && isIn(func, module)) return known({ kind: 'there' });
  if (module !== undefined && module !== 'vmlinux') return inModule(kernel, name, module);
  if (module !== undefined && (func?.symbols?.length ?? 0) > 0) return known({ kind: 'missing' });
  if (!kernel.complete('functions')) {
    return unknown(`the symbols of this kernel were not read, so whether it has \`${name}\` cannot be told`);
  }
  const clones = kernel.clones(name).map((clone) => clone.name);
  // A `.cold` part is not a function of its own: nothing enters it by a call.
  const entered = clones.filter((clone) => !clone.includes('.cold'));
  if (entered.length > 0) return known({ kind: 'clones_only', clones: entered });
  const wrapper = syscallWrapper(kernel, name);
  if (wrapper !== undefined) return known({ kind: 'wrapped', wrapper });
  if ((func?.protos?.length ?? 0) > 0) return known({ kind: 'inlined' });
  if (isNoFunction(kernel, name) || isSyscallFunction(name)) return known({ kind: 'missing' });
  if (module === 'vmlinux') return known({ kind: 'missing' });
  return follow(judgeAbsent(kernel, `\`${name}\``, 'functions', whereabouts), (kind) => known({ kind }));
}

/** The function of the system call that a name without the architecture's prefix means. */
function syscallWrapper(kernel: Kernel, name: string): string | undefined {
  const call = /^(?:sys|SyS)_(\w+)$/.exec(name)?.[1];
  if (call === undefined) return undefined;
  const names = [
    kernel.syscall(call)?.wrapper,
    ...['x64', 'arm64', 's390x', 'riscv'].map((arch) => `__${arch}_sys_${call}`),
  ];
  return names.find((each) => each !== undefined && kernel.func(each) !== undefined);
}

/** Functions behind system calls are in the image alone: nothing registers one from a module. */
function isSyscallFunction(name: string): boolean {
  return /^__(?:x64|ia32|arm64|s390x?|riscv)_(?:compat_)?sys_/.test(name);
}

/** Whether the name is known to be something else: a variable of the image, or the padding before a function. */
function isNoFunction(kernel: Kernel, name: string): boolean {
  return kernel.data(name)?.letter !== undefined || /^__(?:pfx|cfi)_/.test(name);
}

/** Symbols are the truth where they were read: BTF also lists functions whose last copy was inlined away. */
function exists(func: KernelFunction): boolean {
  return func.symbols ? func.symbols.length > 0 : (func.protos?.length ?? 0) > 0;
}

function isInImage(func: KernelFunction): boolean {
  return func.symbols ? func.symbols.some((symbol) => symbol.module === undefined) : (func.protos?.length ?? 0) > 0;
}

function isIn(func: KernelFunction, module: string): boolean {
  if (module === 'vmlinux') return isInImage(func);
  return func.symbols?.some((symbol) => symbol.module === module.replaceAll('-', '_')) === true;
}

function inModule(kernel: Kernel, name: string, module: string): Fact<FunctionPresence> {
  if (isModuleRead(kernel, module, 'functions')) return known({ kind: 'missing' });
  return unknown(`the module ${module} of this kernel was not read, so whether it has \`${name}\` cannot be told`);
}

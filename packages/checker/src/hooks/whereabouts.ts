import type { Kernel } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { known, unknown, type Fact } from '../fact';

/** Where one kernel has a thing: in its image, or in modules alone. */
export type Home = 'image' | readonly string[];

/** Where the kernels at hand have a thing, so that one that lacks it can be judged. */
export interface Whereabouts {
  /** The flavours of those that have it in their image; what `cloud` kernels have built in is a module of others. */
  readonly inImageOf: ReadonlySet<string | undefined>;
  /** The modules that bring it on some kernel, which does not have it in its image. */
  readonly modules: ReadonlySet<string>;
  /** Whether any kernel at hand had all its modules read for such things. */
  readonly modulesRead: boolean;
}

/** What is looked for: modules can have been read for their functions and events, and not for their types and variables. */
export type Content = 'functions' | 'types';

/** Asks all kernels at hand; `homeOn` answers undefined where one does not have it. */
export function findWhereabouts(
  kernels: readonly Kernel[],
  content: Content,
  homeOn: (kernel: Kernel) => Home | undefined,
): Whereabouts {
  const inImageOf = new Set<string | undefined>();
  const modules = new Set<string>();
  for (const kernel of kernels) {
    const home = homeOn(kernel);
    if (home === 'image') inImageOf.add(kernel.identity.flavour);
    else for (const module of home ?? []) modules.add(module);
  }
  return { inImageOf, modules, modulesRead: kernels.some((kernel) => areModulesRead(kernel, content)) };
}

export function isElsewhere({ inImageOf, modules }: Whereabouts): boolean {
  return inImageOf.size > 0 || modules.size > 0;
}

/** Whether all modules of a kernel were read. */
export function areModulesRead(kernel: Kernel, content: Content): boolean {
  return kernel.complete('modules') && (content === 'functions' || kernel.untypedModules().length === 0);
}

/** Whether one module of a kernel was read, or the kernel is known not to have it. */
export function isModuleRead(kernel: Kernel, module: string, content: Content): boolean {
  const name = module.replaceAll('-', '_');
  if (content === 'types' && kernel.untypedModules().includes(name)) return false;
  return kernel.complete('modules') || kernel.modules().includes(name);
}

/**
 * Whether a kernel that does not have a thing in its image lacks it. It may be in a module that was not read, unless those that
 * bring it on other kernels were read here, or another kernel of the flavour has it in its image, or none has it though all
 * modules of some were read.
 *
 * @param what how it is told in a sentence: `` `ext4_file_open` ``
 */
export function judgeAbsent(
  kernel: Kernel,
  what: string,
  content: Content,
  whereabouts: () => Whereabouts,
): Fact<'missing'> {
  return ask(kernel, (plain) => judgeAbsentOn(plain, what, content, whereabouts));
}

function judgeAbsentOn(
  kernel: Kernel,
  what: string,
  content: Content,
  whereabouts: () => Whereabouts,
): Fact<'missing'> {
  if (areModulesRead(kernel, content)) return known('missing');
  const { inImageOf, modules, modulesRead } = whereabouts();
  const unread = [...modules].find((module) => !isModuleRead(kernel, module, content));
  if (unread !== undefined) {
    return unknown(`${what} is in the module ${unread} on another kernel, and ${moduleUnread(kernel, unread)}`);
  }
  if (modules.size > 0 || inImageOf.has(kernel.identity.flavour) || modulesRead) return known('missing');
  return unknown(`${what} ${nowhereRead(kernel, content)}`);
}

function moduleUnread(kernel: Kernel, module: string): string {
  const read = kernel.modules();
  if (read.includes(module)) return 'the types of that module of this one were not read';
  return read.length > 0 ? 'that module of this one was not read' : 'the modules of this one were not read';
}

/** Why what was not found may be there all the same, as the end of a sentence. */
export function nowhereRead(kernel: Kernel, content: Content): string {
  if (kernel.modules().length === 0) return 'is not in the image, and the modules of this kernel were not read';
  const part = content === 'types' ? 'the types of not all its modules' : 'not all its modules';
  return `is neither in the image nor in a module of this kernel that was read, and ${part} were`;
}

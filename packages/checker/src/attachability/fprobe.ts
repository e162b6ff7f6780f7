import type { FunctionSymbol, Kernel } from '@tracefit/model';
import type { Attachability } from '@tracefit/rules';
import type { Fact } from '../fact';
import { compareVersions } from '../kernel-order';
import { attaches, notRead, refused } from './answer';
import { goneText, hasSite, NO_SITE } from './ftrace-site';

/**
 * Whether the kernel takes an fprobe event or a kprobe.multi link on a name: at least one of its functions must have an
 * ftrace site.
 * @param byFilter fprobe events: before 6.14 (fprobe on the function graph tracer, kernel/trace/fprobe.c) they are found
 * through ftrace's filter, which knows a function by the first of its names only; newer ones go through kallsyms
 */
export function fprobeAttachability(
  kernel: Kernel,
  name: string,
  symbols: readonly FunctionSymbol[],
  byFilter: boolean,
): Fact<Attachability> {
  const sites = symbols.filter((symbol) => hasSite(symbol) === true);
  const byFirstName = byFilter && compareVersions(kernel.identity.version, '6.14') < 0;
  if (sites.some((symbol) => !byFirstName || symbol.alias === undefined)) return attaches;
  if (symbols.some((symbol) => hasSite(symbol) === undefined)) return notRead(name);
  const alias = sites[0]?.alias;
  if (alias !== undefined) return refused(`ftrace knows it by another name only, \`${alias}\``);
  const [first] = symbols;
  return refused((first && goneText(first)) ?? NO_SITE);
}

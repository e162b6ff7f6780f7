import type { FunctionSymbol, Kernel } from '@tracefit/model';
import type { Attachability } from '@tracefit/rules';
import { unknown, type Fact } from '../fact';
import { hasOption } from '../guards/option-functions';
import { isSince } from '../kernel-order';
import { attaches, notRead, refused } from './answer';
import { goneText, hasSite, NO_SITE } from './ftrace-site';

/** kprobe.multi links came with fprobe in 5.18; without CONFIG_FPROBE the kernel answers EOPNOTSUPP to them. */
export function multiAttachability(
  kernel: Kernel,
  name: string,
  symbols: readonly FunctionSymbol[],
): Fact<Attachability> {
  const offered = isSince(kernel, '5.18') ? hasOption(kernel, 'CONFIG_FPROBE') : false;
  if (offered === false)
    return refused(
      'the kernel has no kprobe.multi links (CONFIG_FPROBE, since 5.18)',
      'Use a kprobe for each function.',
    );
  const answer = fprobeAttachability(kernel, name, symbols, false);
  const isOpen = offered === undefined && answer.kind === 'known' && answer.value.kind === 'attaches';
  return isOpen ? unknown('whether the kernel has kprobe.multi links (CONFIG_FPROBE) was not read') : answer;
}

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
  const byFirstName = byFilter && !isSince(kernel, '6.14');
  if (sites.some((symbol) => !byFirstName || symbol.alias === undefined)) return attaches;
  if (symbols.some((symbol) => hasSite(symbol) === undefined)) return notRead(name);
  const alias = sites[0]?.alias;
  if (alias !== undefined) return refused(`ftrace knows it by another name only, \`${alias}\``);
  const [first] = symbols;
  return refused((first && goneText(first)) ?? NO_SITE);
}

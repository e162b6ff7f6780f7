import type { TextRange } from '@tracefit/model';
import type { Address, AddressRange, KernelImage } from '../image/kernel-image';

/** Tells the stretch of text an address lies in. */
export type FindTextRange = (address: Address) => TextRange;

/** The symbols that bound each range (include/asm-generic/vmlinux.lds.h); the narrower of two nested ones first. */
const BOUNDS: readonly (readonly [range: TextRange, start: string, end: string])[] = [
  ['init', '_sinittext', '_einittext'],
  ['kprobes', '__kprobes_text_start', '__kprobes_text_end'],
  ['irqentry', '__irqentry_text_start', '__irqentry_text_end'],
  ['softirqentry', '__softirqentry_text_start', '__softirqentry_text_end'],
  ['entry', '__entry_text_start', '__entry_text_end'],
  ['cpuidle', '__cpuidle_text_start', '__cpuidle_text_end'],
  ['noinstr', '__noinstr_text_start', '__noinstr_text_end'],
  ['sched', '__sched_text_start', '__sched_text_end'],
  ['lock', '__lock_text_start', '__lock_text_end'],
  ['text', '_stext', '_etext'],
];

/**
 * Reads the bounds of the text ranges. `.exit.text` has no bounding symbols and is found by its section; what lies in
 * none of them is `other`: code the kernel does not count as its text (core_kernel_text(), kernel/extable.c). `undefined`
 * where the image does not bound its text.
 */
export function readTextRanges(image: KernelImage): FindTextRange | undefined {
  const ranges: (AddressRange & { readonly range: TextRange })[] = [];
  const exit = image.section('.exit.text');
  if (exit) ranges.push({ range: 'exit', ...exit });
  for (const [range, start, end] of BOUNDS) {
    const bounds = image.rangeOf(start, end);
    if (bounds) ranges.push({ range, ...bounds });
  }
  if (!ranges.some((bounds) => bounds.range === 'text')) return undefined;
  return (address) => ranges.find((bounds) => bounds.start <= address && address < bounds.end)?.range ?? 'other';
}

import type { AttachKind } from '@tracefit/model';

/** How a probe is asked for: the first letter of a line that guest/ask.c reads. */
export const WAYS = {
  p: { kind: 'kprobe', tool: 'tracefs', title: 'kprobe (tracefs)' },
  r: { kind: 'kretprobe', tool: 'tracefs', title: 'kretprobe (tracefs)' },
  f: { kind: 'fprobe', tool: 'tracefs', title: 'fprobe (tracefs)' },
  k: { kind: 'kprobe', tool: 'perf', title: 'kprobe (perf)' },
  q: { kind: 'kretprobe', tool: 'perf', title: 'kretprobe (perf)' },
  n: { kind: 'fentry', tool: 'other', title: 'fentry (BPF)' },
  x: { kind: 'fexit', tool: 'other', title: 'fexit (BPF)' },
  m: { kind: 'kprobe.multi', tool: 'other', title: 'kprobe.multi (BPF)' },
  w: { kind: 'raw_tracepoint', tool: 'other', title: 'raw tracepoint (BPF)' },
} as const satisfies Record<string, { readonly kind: AttachKind; readonly tool: string; readonly title: string }>;

export type Way = keyof typeof WAYS;

/** One probe that a kernel is asked to take. */
export interface Question {
  readonly way: Way;
  /** What it is attached to. */
  readonly name: string;
  /** What stands behind the letter: the definition, the name, or the BTF id. */
  readonly body: string;
}

/** As guest/ask.c reads it. */
export function questionLine({ way, body }: Question): string {
  return `${way} ${body}`;
}

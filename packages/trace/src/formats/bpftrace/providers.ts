/** The probe types of bpftrace by their full names (PROBE_LIST in src/probe_types.h). */
const providers = {
  kprobe: ['k'],
  kretprobe: ['kr'],
  fentry: ['f', 'kfunc'],
  fexit: ['fr', 'kretfunc'],
  tracepoint: ['t'],
  rawtracepoint: ['rt'],
  iter: ['it'],
  uprobe: ['u'],
  uretprobe: ['ur'],
  usdt: ['U'],
  software: ['s'],
  hardware: ['h'],
  watchpoint: ['w', 'aw', 'asyncwatchpoint'],
  profile: ['p'],
  interval: ['i'],
  begin: ['BEGIN'],
  end: ['END'],
  self: [],
  test: [],
  bench: [],
} as const;

export type ProviderName = keyof typeof providers;

const names: ReadonlyMap<string, ProviderName> = new Map(
  (Object.keys(providers) as ProviderName[]).flatMap((name) =>
    [name, ...providers[name]].map((word): [string, ProviderName] => [word, name]),
  ),
);

/** The probe type a word stands for, short and old names included. */
export function findProvider(word: string): ProviderName | undefined {
  return names.get(word) ?? (/^(?:begin|end|self|test|bench)$/i.test(word) ? names.get(word.toLowerCase()) : undefined);
}

/** What a wildcard in the probe type looks through. */
export const kernelProviders: readonly ProviderName[] = [
  'kprobe',
  'tracepoint',
  'fentry',
  'rawtracepoint',
  'iter',
  'software',
  'hardware',
];

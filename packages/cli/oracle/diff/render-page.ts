import type { Comparison, Counts } from './compare-pair';

export interface ComparedPair {
  readonly before: string;
  readonly after: string;
  readonly comparisons: readonly Comparison[];
  /** Milliseconds of processor time. */
  readonly times: readonly { readonly name: string; readonly ms: number }[];
}

/** The page on how well diffs agree with bpftool. */
export function renderPage(pairs: readonly ComparedPair[], command: string): string {
  return [
    '# How well diffs agree with bpftool',
    `Made by \`${command}\`. \`tracefit diff\` of two bundled kernels is held against \`bpftool btf dump file ... format raw\` of the BTF of
both images, read and compared by a small program that shares nothing with tracefit (\`packages/cli/oracle/diff/read-raw-btf.ts\`). A function counts as
changed where its prototype did, names of parameters included, a struct or union where its size, a member, its type or its place did.`,
    `Each name that the two do not tell alike has its reason looked for in the symbols, modules and types of both kernels. What has none is
a mistake of one of them, and listed. The times are of processors, user and system, of whole processes in turns; \`bpftool\` is given the BTF, which
somebody has to take out of the images first, and tells of the images' types alone.`,
    ...pairs.flatMap(renderPair),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function renderPair({ before, after, comparisons, times }: ComparedPair): readonly string[] {
  const rows = comparisons.flatMap(({ kind, bpftool, described, tracefit, agree, reasons, unexplained }) => {
    const words = kind === 'structs' ? 'structs and unions' : kind;
    const explained = [...reasons.values()].reduce((sum, names) => sum + names.length, 0);
    return [
      [words, 'bpftool', ...columns(bpftool), '', '', ''],
      ['', 'tracefit, of what this BTF describes', ...columns(described), '', '', ''],
      ['', 'tracefit, the whole', ...columns(tracefit), agree, explained, unexplained.length],
    ];
  });
  return [
    `## ${before} and ${after}`,
    table(['', 'counted by', 'added', 'removed', 'changed', 'told alike', 'other, with a reason', 'without one'], rows),
    'The reasons:',
    table(
      ['', 'reason', 'names', 'for example'],
      comparisons.flatMap(({ kind, reasons }) =>
        [...reasons]
          .sort(([, a], [, b]) => b.length - a.length)
          .map(([reason, names]) => [kind, reason, names.length, `\`${names[names.length >> 1] ?? ''}\``]),
      ),
    ),
    ...comparisons.flatMap(({ unexplained }) =>
      unexplained.length > 0 ? [unexplained.map((line) => `- ${line}`).join('\n')] : [],
    ),
    ...(times.length > 0 ? [renderTimes(times)] : []),
  ];
}

function columns({ added, removed, changed }: Counts): readonly number[] {
  return [added, removed, changed];
}

function renderTimes(times: ComparedPair['times']): string {
  const [first] = times;
  return table(
    ['processor time, median', 'ms', '× `node -e 0`'],
    times.map(({ name, ms }) => [name, Math.round(ms), (ms / (first?.ms ?? ms)).toFixed(1)]),
  );
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

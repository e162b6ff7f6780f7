import { spawnSync } from 'node:child_process';

/** What libbpf says of one relocation, in words that `answer-words.ts` gives our own answers too. */
export interface Answers {
  /** One for each relocation, in order; after one that is refused libbpf stops. */
  readonly answers: readonly string[];
  readonly stopped: boolean;
}

/** The most output of one run that is read, in bytes. */
const maxOutput = 1 << 28;

/** Has libbpf resolve the relocations of an object on a kernel's BTF: `bpftool -d gen min_core_btf`, which needs no privileges. */
export function askBpftool(btf: string, object: string, scratch: string): Answers {
  const run = spawnSync('bpftool', ['-d', 'gen', 'min_core_btf', btf, scratch, object], {
    encoding: 'utf8',
    maxBuffer: maxOutput,
  });
  if (run.error) throw run.error;
  const stopped = run.status !== 0;
  const answers: string[] = [];
  for (const line of `${run.stderr}${run.stdout}`.split('\n')) {
    const [, kind, rest = ''] = /relo #\d+: <(\w+)> \[\d+\] (.*)$/.exec(line) ?? [];
    if (kind !== undefined && !line.includes('candidate')) answers.push('no_match');
    const matching = /relo #\d+: matching candidate #\d+ <\w+> \[\d+\] (.*)$/.exec(line)?.[1];
    const last = answers.length - 1;
    if (matching !== undefined && answers[last] === 'no_match') answers[last] = matchWords(matching);
    if (rest === '' && line.includes('ambiguity')) answers[last] = 'ambiguous';
  }
  const last = answers.at(-1);
  if (stopped && last !== undefined && last !== 'ambiguous') answers[answers.length - 1] = 'refused';
  return { answers, stopped };
}

/** `struct dentry.d_name.name (0:4:1:1 @ offset 40)` or `enum pid_type::PIDTYPE_PID = 0`. */
function matchWords(text: string): string {
  const field = /\(([\d:]+) @ offset (\d+(?:\.\d+)?)\)$/.exec(text);
  if (field) return `${field[1] ?? ''} at ${field[2] ?? ''}`;
  const constant = / = (-?\d+)$/.exec(text)?.[1];
  return constant ?? 'match';
}

import { spawnSync } from 'node:child_process';

/** What is run, by what it is called in the table. */
export interface Subject {
  readonly name: string;
  readonly argv: readonly string[];
}

/** Milliseconds of processor time, user and system, of each subject: the median of so many runs, taken in turns. */
export function measure(subjects: readonly Subject[], runs: number): readonly number[] {
  const times = subjects.map((): number[] => []);
  // One more than is counted: the first finds nothing in the caches.
  for (let run = 0; run <= runs; run++) {
    for (const [at, { argv }] of subjects.entries()) {
      const time = cpuTime(argv);
      if (run > 0) times[at]?.push(time);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0);
}

/** Node does not tell the processor time of a child; bash does. */
function cpuTime(argv: readonly string[]): number {
  const script = `TIMEFORMAT='%3U %3S'; { time "$@" >/dev/null 2>&1 3>&-; } 2>&1; echo "$?"`;
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...argv], { encoding: 'utf8' });
  const [, user, system, code] = /^([\d.]+) ([\d.]+)\n(\d+)\n$/.exec(stdout) ?? [];
  if (code !== '0') throw new Error(`this does not run: ${argv.join(' ')}\n${stdout}`);
  return (Number(user) + Number(system)) * 1000;
}

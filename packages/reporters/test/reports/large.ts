import type { Finding, Report, ReportProbe, Verdict } from '@tracefit/model';
import { groupBy } from '../../src/group-by';
import { debian } from './kernels';

const kernelCount = 60;
const probeCount = 400;

const targets = Array.from({ length: kernelCount }, (_, at) => {
  const version = `${5 + Math.floor(at / 20)}.${at % 20}.${at + 1}`;
  return debian(version, `${version}-amd64`);
});
const ids = targets.map(({ id }) => id);

/** Every probe breaks from another kernel on, a few are not decided on the newest, so that no two columns are alike. */
function verdictOn(probe: number, kernel: number): Verdict {
  if (probe % 7 === 0 && kernel >= kernelCount - 3) return 'unknown';
  return kernel >= probe % kernelCount && probe % 3 === 0 ? 'breaks' : 'fits';
}

const fileOf = (probe: number): string => `tools/tool-${Math.floor(probe / 10)}.bt`;
const lineOf = (probe: number): number => (probe % 10) * 10 + 1;

const probes = Array.from({ length: probeCount }, (_, probe): ReportProbe & { readonly number: number } => ({
  number: probe,
  attach: { kind: 'kprobe', name: `vfs_function_${probe}` },
  line: lineOf(probe),
  column: 1,
  verdicts: Object.fromEntries(ids.map((id, kernel) => [id, verdictOn(probe, kernel)])),
}));

function findingOf({ number, attach, line }: (typeof probes)[number]): Finding {
  const on = ids.filter((_, kernel) => verdictOn(number, kernel) === 'breaks');
  const off = ids.filter((id) => !on.includes(id));
  return {
    rule: number % 2 === 0 ? 'arg-changed' : 'function-missing',
    severity: 'error',
    effect: 'wrong-data',
    message: `\`arg1\` of \`${attach.name}\` is not a \`struct dentry *\``,
    file: fileOf(number),
    line: line + 2,
    column: 5,
    length: 4,
    probe: `${attach.kind}:${attach.name}`,
    targets: on,
    evidence: [
      { kind: 'expected', text: 'struct dentry *', targets: [] },
      { kind: 'actual', text: 'struct inode *dir', targets: on },
      ...(off.length > 0 ? [{ kind: 'elsewhere' as const, text: 'struct dentry *dentry', targets: off }] : []),
    ],
    prototypes: [{ text: `int ${attach.name}(struct inode *dir, struct dentry *dentry)`, targets: on }],
    fix: 'Where the dentry is `arg2`, read that, or read it by its name where the tool can.',
    candidates: [],
    fingerprint: number.toString(16).padStart(12, '0'),
  };
}

const all = probes.flatMap(({ verdicts }) => Object.values(verdicts));
const count = (verdict: Verdict): number => all.filter((each) => each === verdict).length;
const findings = probes.filter(({ verdicts }) => Object.values(verdicts).includes('breaks')).map(findingOf);
const undecided = probes.filter(({ number }) => number % 7 === 0);

/** As much as a page has to hold: 60 kernels by 400 probes. */
export const large: Report = {
  tool: { name: 'tracefit', version: '0.1.0' },
  targets,
  files: [...groupBy(probes, ({ number }) => fileOf(number))].map(([path, mine]) => ({
    path,
    format: 'bpftrace',
    probes: mine.map(({ attach, line, column, verdicts }) => ({ attach, line, column, verdicts })),
    problems: [],
  })),
  findings,
  suppressed: [],
  staleSuppressions: [],
  unchecked: undecided.map(({ number, attach, line }) => ({
    reason: 'the functions of the kernel were not read',
    file: fileOf(number),
    line,
    probe: `${attach.kind}:${attach.name}`,
    targets: ids.slice(-3),
  })),
  summary: {
    files: probeCount / 10,
    probes: probeCount,
    targets: kernelCount,
    verdicts: { fits: count('fits'), breaks: count('breaks'), unknown: count('unknown') },
    findings: { error: findings.length, warning: 0, info: 0 },
    suppressed: 0,
    unchecked: undecided.length,
    skipped: 0,
  },
};

export const largeSource = 'kprobe:vfs_function\n{\n\t$d = (struct dentry *)arg1;\n}\n'.repeat(30);

import type { Finding, Report, ReportProbe, ReportProblem, Unchecked } from '@tracefit/model';
import { backports, bookworm, bullseye, debian, trixie, verdicts } from './kernels';

/** The same type with nothing optional, so that the compiler sees to it that every property is used below. */
type Whole<T> = T extends object ? { readonly [K in keyof T]-?: Whole<T[K]> } : T;

const early = debian('6.12.41', '6.12.41+deb13-amd64');

/** A kernel that the user brought, all of its identity known. */
const running: Whole<Report['targets'][number]> = {
  id: 'running',
  distro: 'debian',
  release: '6.1.0-56-cloud-amd64',
  version: '6.1.192',
  arch: 'x86_64',
  flavour: 'cloud-amd64',
  buildId: 'f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3',
  compiler: 'gcc 12.2.0',
  banner: 'Linux version 6.1.0-56-cloud-amd64',
  notes: ['the list of functions was not read: /proc/kallsyms shows no addresses without CAP_SYSLOG'],
};

const targets = [backports, running, bullseye, bookworm, early, trixie];

const biotop = 'tools/biotop.bt';
const hostile = 'tools/\u001b[31mred\u202e.bt';
const shadow = 'events/unlink.kprobe_events';

const plainStart: Omit<Whole<Finding>, 'source' | 'undecided'> = {
  rule: 'function-missing',
  severity: 'error',
  effect: 'will-not-load',
  message: '`blk_account_io_start` is not in the kernel',
  file: biotop,
  line: 2,
  column: 1,
  length: 27,
  probe: 'kprobe:blk_account_io_start',
  targets: [trixie.id, backports.id],
  evidence: [
    { kind: 'elsewhere', text: 'void blk_account_io_start(struct request *rq)', targets: [bullseye.id, bookworm.id] },
    { kind: 'actual', text: 'no function of that name', targets: [trixie.id, backports.id] },
  ],
  prototypes: [{ text: 'void blk_account_io_start(struct request *rq)', targets: [bullseye.id, bookworm.id] }],
  fix: 'attach to `tracepoint:block:block_io_start`, which is there since 6.5',
  candidates: [
    { name: 'tracepoint:block:block_io_start', score: 0.9 },
    { name: '__blk_account_io_start', score: 0.7 },
    { name: 'blk_mq_start_request', score: 0.5 },
  ],
  edits: [{ line: 2, column: 8, length: 20, text: '__blk_account_io_start' }],
  fingerprint: '11d0c2f4a6b8',
};

/** A finding in a compiled file, whose line is that of its source; on which kernels it is right is not known. */
const accountStart: Whole<Finding> = {
  ...plainStart,
  undecided: true,
  source: { file: 'biotop.bpf.c', text: 'kprobe:blk_account_io_start' },
};

const taskSwitch: Finding = {
  rule: 'function-not-traceable',
  severity: 'warning',
  effect: 'incomplete',
  message: 'the compiler has put a part of the calls of `finish_task_switch` in place, these do not reach the probe',
  file: biotop,
  line: 5,
  column: 9,
  length: 25,
  probe: 'kprobe:finish_task_switch',
  targets: targets.map((target) => target.id),
  evidence: [
    { kind: 'actual', text: 'finish_task_switch.isra.0, called from 2 functions', targets: [bullseye.id, bookworm.id] },
    { kind: 'actual', text: 'finish_task_switch.isra.0, called from 3 functions', targets: [trixie.id] },
  ],
  fix: '',
  candidates: [],
  fingerprint: '22d0c2f4a6b8',
};

const longLine: Finding = {
  ...plainStart,
  rule: 'field-missing',
  severity: 'info',
  effect: 'none',
  message: '`struct request` has no field `rq_disk`',
  line: 6,
  column: 144,
  length: 7,
  targets: [early.id],
  evidence: [],
  fix: '',
  candidates: [],
  fingerprint: '33d0c2f4a6b8',
};

const hostileNames: Finding = {
  ...plainStart,
  effect: 'never-fires',
  message: 'a message with an escape \u001b[2J and a line\nend',
  file: hostile,
  line: 1,
  column: 7,
  length: 10,
  probe: 'kprobe:\u009b31mvfs',
  fix: 'nothing to be done about \u0007 it',
  candidates: [{ name: 'a\u001bb', score: 1 }],
  fingerprint: '44d0c2f4a6b8',
};

const wholeUnchecked: Whole<Unchecked> = {
  reason: 'the type of `$disk` is declared by the script itself',
  file: biotop,
  line: 6,
  column: 9,
  probe: 'kprobe:blk_account_io_start',
  targets: [bullseye.id, bookworm.id],
};

const problem: Whole<ReportProblem> = {
  kind: 'syntax',
  message: 'expected a probe before `}`',
  line: 8,
  column: 1,
  length: 1,
};

const moduleProbe: Whole<ReportProbe> = {
  attach: { kind: 'kprobe', name: 'ext4_file_write_iter', module: 'ext4' },
  line: 9,
  column: 1,
  verdicts: verdicts(
    [bullseye, 'fits'],
    [bookworm, 'unknown'],
    [early, 'unknown'],
    [trixie, 'fits'],
    [backports, 'fits'],
    [running, 'unknown'],
  ),
};

const problems: readonly ReportProblem[] = [
  problem,
  ...[20, 21, 22, 23, 24, 25].map((line) => ({
    kind: 'unsupported' as const,
    message: 'the builtin `usym` in a map key is not understood',
    line,
    column: 1,
    length: 1,
  })),
];

/** Every property, every kind of finding, kernels from everywhere, and text that would steer a terminal. */
export const everything = {
  tool: { name: 'tracefit', version: '0.1.0' },
  targets,
  files: [
    {
      path: biotop,
      format: 'bpftrace',
      probes: [
        {
          attach: { kind: 'kprobe', name: 'blk_account_io_start' },
          line: 2,
          column: 1,
          verdicts: verdicts(
            [bullseye, 'fits'],
            [bookworm, 'fits'],
            [early, 'fits'],
            [trixie, 'breaks'],
            [backports, 'breaks'],
            [running, 'unknown'],
          ),
        },
        moduleProbe,
        {
          attach: { kind: 'interval', name: 's:1' },
          line: 12,
          column: 1,
          verdicts: Object.fromEntries(targets.map((target) => [target.id, 'fits' as const])),
        },
      ],
      problems,
    },
    { path: hostile, format: 'bpftrace', probes: [], problems: [] },
    { path: shadow, format: 'kprobe_events', probes: [], problems: [] },
  ],
  findings: [accountStart, taskSwitch, longLine, hostileNames],
  suppressed: [
    {
      finding: accountStart,
      suppression: { by: 'comment', reason: 'only ever run on 5.10', file: biotop, line: 1 },
    },
  ],
  staleSuppressions: [
    { kind: 'unused', rule: 'arg-changed', by: 'comment', reason: 'seen on 5.10', file: biotop, line: 8 },
    { kind: 'expired', rule: 'arg-moved', by: 'config', reason: '', file: 'tracefit.config.yaml', line: 4 },
    { kind: 'unknown-rule', rule: 'arg-chnged', by: 'config', reason: '', file: 'tracefit.config.yaml', line: 9 },
  ],
  unchecked: [
    ...problems.map(({ kind, message, line, column }) => ({
      reason: `${kind === 'syntax' ? 'not read' : 'not understood'}: ${message}`,
      file: biotop,
      line,
      column,
      targets: [],
    })),
    wholeUnchecked,
    ...[2, 5, 9, 12].map((line) => ({
      reason: 'the functions of the kernel were not read',
      file: biotop,
      line,
      targets: [running.id],
    })),
    { reason: 'a reason \u001b[31mwith an escape', targets: [] },
    ...Array.from({ length: 12 }, (_, at) => ({ reason: `module \`nf_table_${at}\` was not read`, targets: [] })),
  ],
  summary: {
    files: 3,
    probes: 3,
    targets: targets.length,
    verdicts: { fits: 11, breaks: 2, unknown: 5 },
    findings: { error: 2, warning: 1, info: 1 },
    suppressed: 1,
    unchecked: 25,
    skipped: 2,
  },
} satisfies Report;

export const everythingSources: Readonly<Record<string, string>> = {
  [biotop]: [
    '// Block I/O by process. Umfang: 幅の広い文字',
    'kprobe:blk_account_io_start',
    '{',
    '}',
    '/* 幅 */ kprobe:finish_task_switch {}',
    `  @["${'x'.repeat(120)}"] = count(); $x->rq_disk; ${'// a long tail '.repeat(20)}`,
    '',
    '}',
  ].join('\r\n'),
  [hostile]: '\u001b[31m\tkprobe:vfs { }\n',
};

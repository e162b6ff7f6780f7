import type { Report } from '@tracefit/model';
import { backports, bookworm, bullseye, trixie, verdicts } from './kernels';

/** One script that fits four kernels. */
export const empty: Report = {
  tool: { name: 'tracefit', version: '0.1.0' },
  targets: [bullseye, bookworm, trixie, backports],
  files: [
    {
      path: 'tools/openat.bt',
      format: 'bpftrace',
      probes: [
        {
          attach: { kind: 'tracepoint', name: 'syscalls:sys_enter_openat' },
          line: 1,
          column: 1,
          verdicts: verdicts([bullseye, 'fits'], [bookworm, 'fits'], [trixie, 'fits'], [backports, 'fits']),
        },
      ],
      problems: [],
    },
  ],
  findings: [],
  suppressed: [],
  staleSuppressions: [],
  unchecked: [],
  summary: {
    files: 1,
    probes: 1,
    targets: 4,
    verdicts: { fits: 4, breaks: 0, unknown: 0 },
    findings: { error: 0, warning: 0, info: 0 },
    suppressed: 0,
    unchecked: 0,
    skipped: 0,
  },
};

export const emptySources: Readonly<Record<string, string>> = {
  'tools/openat.bt': 'tracepoint:syscalls:sys_enter_openat { printf("%s\\n", str(args.filename)); }\n',
};

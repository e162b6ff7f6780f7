import type { Probe } from '@tracefit/model';
import { ifNotAttached } from '../consequences';
import { known } from '../fact';
import { attachList } from '../hooks/attach-list';
import { lacksSyscall, syscallOf } from '../hooks/syscall-of';
import { subject, type Subject } from './subject';

/** The system call an attach point stands for, if it is one of a system call. */
export function syscallSubjects(probe: Probe): readonly Subject[] {
  const name = syscallOf(probe.attach);
  if (name === undefined) return [];
  const { span } = probe.attach;
  return [
    subject({
      on: 'syscall',
      span,
      guards: [],
      given: (site) => ({
        probe,
        span,
        name,
        tool: site.file.tool,
        ifMissing: attachList(site).served ?? ifNotAttached(site.file.tool, probe),
      }),
      sightings: ({ kernel, reference }) =>
        known([
          {
            facts: {
              presence: () => known(lacksSyscall(probe.attach, kernel, reference.kernels) ? 'missing' : 'there'),
            },
            seen: () => (kernel.syscall(name) ? 'exists' : undefined),
          },
        ]),
    }),
  ];
}

import * as define from '@tracefit/define';
import type { TraceFile } from '@tracefit/model';
import { printTrace, sourceFile } from '@tracefit/testing';
import { readTrace } from '../../read-trace';
import { typescript } from '.';
import { ownFunctions } from './own-functions';

const calls: Readonly<Record<string, () => unknown>> = {
  probe: () => define.probe('fmod_ret/security_file_open', { group: 'a' }),
  kprobe: () => define.kprobe('vfs_read', { ifMissing: 'warn' }),
  kretprobe: () => define.kretprobe('vfs_read', { retval: { type: 'long' } }),
  ksyscall: () => define.ksyscall('openat'),
  kretsyscall: () => define.kretsyscall('openat', {}),
  fentry: () => define.fentry('nf_tables:nft_do_chain'),
  fexit: () => define.fexit('vfs_read', { args: [define.arg(1)] }),
  lsm: () => define.lsm('file_open', { args: [define.arg(1, 'struct file *', { fields: ['f_mode'] })] }),
  tracepoint: () => define.tracepoint('sched', 'sched_switch', { eventFields: ['prev_pid'] }),
  rawTracepoint: () => define.rawTracepoint('sched_switch'),
  tpBtf: () => define.tpBtf('sched_switch', { args: [define.argNamed('prev', { fields: ['pid'] })] }),
};

/** The lines of a definition without their places. */
function lines(trace: TraceFile | undefined): string {
  return (trace ? printTrace(trace) : '').replace(/^format .*$|^\d+:\d+ /gm, '');
}

test('every function of the package is known here, and no other', () => {
  expect([...ownFunctions].sort()).toEqual(Object.keys(define).sort());
  expect(ownFunctions.filter((name) => !(name in calls)).sort()).toEqual(['arg', 'argNamed', 'defineTrace']);
});

test.each(Object.entries(calls))('%s is read in a program as what it returns', (_, call) => {
  const returned = JSON.stringify(
    define.defineTrace({ kernels: '>= 5.10', probes: [call() as define.ProbeDefinition] }),
  );
  const source = call
    .toString()
    .replace(/^\(\)\s*=>\s*/, '')
    .replace(/\b_?define\w*\./g, 'define.');
  const program = `import * as define from '@tracefit/define';\ndefine.defineTrace({ kernels: '>= 5.10', probes: [${source}] });`;
  const asProgram = typescript.parse(sourceFile('a.ts', program));
  expect(asProgram.problems).toEqual([]);
  expect(lines(asProgram)).toBe(lines(readTrace(sourceFile('a.trace.json', returned))));
});

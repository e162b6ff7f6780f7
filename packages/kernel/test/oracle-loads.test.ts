import { compareLoad } from '../oracle/loads/compare-loads';
import type { Load } from '../oracle/loads/compare-loads';
import type { Prediction } from '../oracle/loads/predict-load';
import { readRuns } from '../oracle/loads/read-runs';
import { agreement, updateLoads } from '../oracle/loads/render-loads';
import { toolOf } from '../oracle/loads/tool';

const RUNS = `### waits /usr/sbin/vfsstat
TIME         READ/s

### ends 1 /usr/sbin/bindsnoop
libbpf: prog 'ipv4_bind_exit': BPF program load failed: Invalid argument
failed to load BPF object: -22

### ends 1 /usr/sbin/bashreadline
failed to find readline

### hangs /usr/sbin/biotop
`;

const STARTS: Prediction = { says: 'starts', why: '' };
const FAILS: Prediction = { says: 'does not start', why: 'core-relo-unresolved: `struct inet_sock.transparent`' };
const UNDECIDED: Prediction = { says: 'undecided', why: 'decided by the program that loads it' };

describe('what becomes of tools on a booted kernel', () => {
  const runs = readRuns(RUNS);
  const compare = (name: string, prediction: Prediction): Load =>
    compareLoad(toolOf(`/usr/sbin/${name}`), prediction, runs.get(`/usr/sbin/${name}`));

  it('is as said, or the other thing, or was not decided', () => {
    expect(compare('vfsstat', STARTS)).toMatchObject({ outcome: 'agrees', started: true });
    expect(compare('vfsstat', FAILS)).toMatchObject({ outcome: 'wrong', started: true });
    expect(compare('vfsstat', UNDECIDED)).toMatchObject({ outcome: 'undecided', started: true });
    expect(compare('bindsnoop', FAILS)).toMatchObject({ outcome: 'agrees', started: false });
  });

  it('quotes the first line of the tool that speaks of a failure', () => {
    expect(compare('bindsnoop', STARTS).why).toBe(
      "tracefit: starts; does not start: libbpf: prog 'ipv4_bind_exit': BPF program load failed: Invalid argument",
    );
  });

  it('does not count where the tool wants what the machine lacks, or nothing was seen', () => {
    expect(compare('bashreadline', STARTS).outcome).toBe('absent');
    expect(compare('biotop', STARTS).outcome).toBe('unseen');
    expect(compare('opensnoop', STARTS)).toMatchObject({ outcome: 'unseen', why: 'was not come to' });
  });

  it('makes a table of tools and kernels, and puts another in its place', () => {
    const loads = [compare('vfsstat', STARTS), compare('bindsnoop', STARTS), compare('biotop', STARTS)];
    const page = updateLoads('# Loads\n', [{ release: '6.12.117', loads }]);
    expect(page).toMatch(/^\| `bindsnoop` +\| \*\*fails\*\* +\|$/m);
    expect(page).toMatch(/^\| `vfsstat` +\| starts +\|$/m);
    expect(updateLoads(page, [{ release: '6.12.117', loads }])).toBe(page);
    expect(agreement(loads)).toBe(0.5);
  });
});

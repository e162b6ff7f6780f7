import type { KernelIdentity } from '@tracefit/model';
import type { Thing } from './find-things';
import { rowsOf } from './rows';
import { absent, there, type Presence } from './shape';

const built = there({ lines: ['ssize_t ext4_file_write_iter(struct kiocb *iocb)'], notes: [], facts: {} });
const ofModule = there({
  lines: built.state === 'there' ? built.shape.lines : [],
  notes: ['in module ext4'],
  facts: {},
});

function kernel(version: string, flavour?: string, arch = 'x86_64'): KernelIdentity {
  const release = `${version}-${flavour ?? 'mine'}`;
  return { id: `debian/${release}`, release, version, arch, ...(flavour === undefined ? {} : { flavour }) };
}

/** The rows of a function that kernels have as it is said, oldest first. */
function rows(...has: readonly (readonly [KernelIdentity, Presence])[]): readonly string[] {
  const presences = has.map(([{ id }, presence]) => ({ id, presence }));
  const thing: Thing = { kind: 'function', name: 'ext4_file_write_iter', presences };
  return rowsOf(
    thing,
    has.map(([each]) => each),
  ).map(({ title, names }) => `${title}: ${names.order.join(' ')}`);
}

describe('the rows of a history', () => {
  it('are one for each architecture', () => {
    expect(
      rows(
        [kernel('6.1.192', 'amd64'), built],
        [kernel('6.1.192', 'cloud-arm64', 'arm64'), built],
        [kernel('7.3.4', 'amd64'), built],
      ),
    ).toEqual(['x86_64: debian/6.1.192-amd64 debian/7.3.4-amd64', 'arm64: debian/6.1.192-cloud-arm64']);
  });

  it('have a flavour among the others that has the same in all its versions', () => {
    expect(
      rows(
        [kernel('6.1.192', 'amd64'), absent],
        [kernel('6.1.192', 'rt-amd64'), absent],
        [kernel('7.3.4', 'amd64'), built],
        [kernel('7.3.4', 'rt-amd64'), built],
        [kernel('7.3.5', 'amd64'), built],
      ),
    ).toHaveLength(1);
  });

  it('are apart for a flavour that has something else anywhere', () => {
    expect(
      rows(
        [kernel('6.1.192', 'amd64'), ofModule],
        [kernel('6.1.192', 'cloud-amd64'), built],
        [kernel('7.3.4', 'amd64'), ofModule],
        [kernel('7.3.4', 'cloud-amd64'), built],
        [kernel('7.3.5', 'amd64'), ofModule],
      ),
    ).toEqual([
      'x86_64: debian/6.1.192-amd64 debian/7.3.4-amd64 debian/7.3.5-amd64',
      'cloud-amd64: debian/6.1.192-cloud-amd64 debian/7.3.4-cloud-amd64',
    ]);
  });

  it('have kernels of no flavour, or of versions of their own, where their versions lie', () => {
    expect(
      rows(
        [kernel('6.1.192', 'amd64'), ofModule],
        [kernel('6.6.30'), built],
        [kernel('6.6.31', 'cloud-amd64'), built],
        [kernel('7.3.4', 'amd64'), ofModule],
      ),
    ).toHaveLength(1);
  });
});

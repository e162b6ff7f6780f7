import { snapshotKernel, type Kernel } from '@tracefit/model';
import { kernelSnapshot } from '@tracefit/testing';
import { alike } from './alike';
import { ask } from './asked-kernel';

const snapshot = kernelSnapshot('6.12.117', 'struct sock { int sk_err; };');
const older = snapshotKernel(snapshot);
// A neighbour answers with the same objects where it does not differ.
const newer = snapshotKernel({ ...snapshot, identity: { ...snapshot.identity, id: 'newer', version: '6.12.118' } });
const other = snapshotKernel(kernelSnapshot('6.18.1', 'struct sock { long sk_err; };'));

/** What `make` gives on the three kernels, and how often it was called. */
function tell<T>(make: (kernel: Kernel) => T): { readonly told: readonly T[]; readonly made: number } {
  let made = 0;
  const of = alike((kernel) => {
    made++;
    return make(kernel);
  });
  const told = [older, newer, other, older].map(of);
  return { told, made };
}

it('works out once what kernels answer alike', () => {
  const { told, made } = tell((kernel) => kernel.structs('struct', 'sock')[0]?.size);
  expect(told).toEqual([4, 4, 8, 4]);
  expect(made).toBe(2);
});

it('tells kernels apart by any part of their identity that was asked for', () => {
  const { told, made } = tell((kernel) => `${kernel.identity.arch} ${kernel.identity.version}`);
  expect(told).toEqual(['x86_64 6.12.117', 'x86_64 6.12.118', 'x86_64 6.18.1', 'x86_64 6.12.117']);
  expect(made).toBe(3);
});

it('takes what was asked in one go as one question', () => {
  const { told, made } = tell((kernel) => ask(kernel, ({ identity }) => identity.version.startsWith('6.12')));
  expect(told).toEqual([true, true, false, true]);
  expect(made).toBe(2);
});

it('notes what another such answer was made of as one question', () => {
  const size = alike((kernel) => kernel.structs('struct', 'sock')[0]?.size);
  const { told, made } = tell((kernel) => (size(kernel) ?? 0) * 8);
  expect(told).toEqual([32, 32, 64, 32]);
  expect(made).toBe(2);
});

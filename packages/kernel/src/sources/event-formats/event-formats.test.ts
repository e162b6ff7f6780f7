import { testKernelSource } from '../../../test/test-kernel-source';
import { eventFormats } from '.';

testKernelSource(eventFormats, __dirname);

test('an event whose path does not tell its system is refused', () => {
  const bytes = Buffer.from('name: sched_wakeup\nID: 316\nformat:\n');
  const read = () => eventFormats.read({ path: 'format', bytes }, { progress: () => undefined, maxUnpacked: 1 });
  expect(read).toThrow('the system of a trace event is not told by its path, SYSTEM/NAME/format: format');
});

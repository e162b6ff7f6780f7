import { testKernelSource } from '../../../test/test-kernel-source';
import { systemMap } from '.';

testKernelSource(systemMap, __dirname);

test('a placeholder without symbols is not taken for a System.map', () => {
  const bytes = Buffer.from('ffffffffffffffff B The real System.map is in the linux-image-<version>-dbg package\n');
  expect(systemMap.detect({ path: 'System.map-6.1.0-56-amd64', bytes })).toBe(false);
});

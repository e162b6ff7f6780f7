import { testKernelSource } from '../../../test/test-kernel-source';
import { kprobeBlacklist } from '.';

testKernelSource(kprobeBlacklist, __dirname);

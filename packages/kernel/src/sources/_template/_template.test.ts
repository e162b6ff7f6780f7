import { testKernelSource } from '../../../test/test-kernel-source';
import { template } from '.';

testKernelSource(template, __dirname);

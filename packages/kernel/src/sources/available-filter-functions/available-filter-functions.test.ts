import { testKernelSource } from '../../../test/test-kernel-source';
import { availableFilterFunctions } from '.';

testKernelSource(availableFilterFunctions, __dirname);

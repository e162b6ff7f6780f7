import { testTraceFormat } from '@tracefit/testing';
import { tetragon } from '.';

testTraceFormat(tetragon, __dirname);

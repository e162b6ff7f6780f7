import { testTraceFormat } from '@tracefit/testing';
import { ftraceFilter } from '.';

testTraceFormat(ftraceFilter, __dirname);

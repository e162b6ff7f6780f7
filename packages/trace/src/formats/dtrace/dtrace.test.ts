import { testTraceFormat } from '@tracefit/testing';
import { dtrace } from '.';

testTraceFormat(dtrace, __dirname);

import { testTraceFormat } from '@tracefit/testing';
import { kprobeEvents } from '.';

testTraceFormat(kprobeEvents, __dirname);

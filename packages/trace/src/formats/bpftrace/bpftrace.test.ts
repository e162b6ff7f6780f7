import { testTraceFormat } from '@tracefit/testing';
import { bpftrace } from '.';

testTraceFormat(bpftrace, __dirname);

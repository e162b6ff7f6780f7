import { testTraceFormat } from '@tracefit/testing';
import { ply } from '.';

testTraceFormat(ply, __dirname);

import { testTraceFormat } from '@tracefit/testing';
import { typescript } from '.';

testTraceFormat(typescript, __dirname);

import { testTraceFormat } from '@tracefit/testing';
import { shell } from '.';

testTraceFormat(shell, __dirname);

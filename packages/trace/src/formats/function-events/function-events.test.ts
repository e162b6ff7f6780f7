import { testTraceFormat } from '@tracefit/testing';
import { functionEvents } from '.';

testTraceFormat(functionEvents, __dirname);

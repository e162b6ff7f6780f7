import { testTraceFormat } from '@tracefit/testing';
import { traceDefinition } from '.';

testTraceFormat(traceDefinition, __dirname);

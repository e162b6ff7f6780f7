import { testTraceFormat } from '@tracefit/testing';
import { template } from '.';

testTraceFormat(template, __dirname);

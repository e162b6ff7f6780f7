import { testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, []);

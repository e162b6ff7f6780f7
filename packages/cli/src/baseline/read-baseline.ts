import baselineSchema from '@tracefit/schemas/baseline.schema.json';
import { readYaml } from '../inputs/read-yaml';
import type { Baseline } from './baseline';

/** A baseline and where its findings stand in it. */
export interface ReadBaseline {
  readonly baseline: Baseline;
  /** The line of each finding, from 1. */
  readonly lines: readonly number[];
}

/**
 * Reads a baseline and holds it against its schema.
 *
 * @throws UsageError for the first thing that is wrong, with its line and column
 */
export function readBaseline(text: string, shown: string): ReadBaseline {
  const { value, lineOf } = readYaml<Baseline>(text, baselineSchema, { what: 'a baseline', shown });
  return { baseline: value, lines: value.findings.map((_, at) => lineOf(['findings', String(at)])) };
}

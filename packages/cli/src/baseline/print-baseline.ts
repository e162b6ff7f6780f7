import { stringify } from 'yaml';
import type { Baseline } from './baseline';

/** A baseline as YAML, the same text for the same findings. */
export function printBaseline(baseline: Baseline): string {
  const header =
    '# Findings that are known: they do not fail "tracefit check", new ones do. Written by "tracefit baseline write".\n';
  return header + stringify(baseline, { lineWidth: 0, aliasDuplicateObjects: false });
}

import type { Evidence, Finding } from '@tracefit/model';
import { effectWords } from './effect-words';
import type { KernelNames } from './kernel-names';
import { visibleText } from './visible-text';

const words: Readonly<Record<Evidence['kind'], string>> = {
  expected: 'expected',
  elsewhere: 'fits on',
  actual: 'found on',
};

/** A finding without its message, in lines of plain text: what was seen on which kernels, what follows, what to do. */
export function findingLines(finding: Finding, names: KernelNames): readonly string[] {
  const lines = finding.evidence.map(({ kind, text, targets }) => {
    const kernels = targets.length === 0 ? '' : ` ${names.fold(targets)}`;
    return `${words[kind]}${kernels}: ${text}`;
  });
  return [
    `on: ${names.fold(finding.targets)} (${names.count(finding.targets)})`,
    ...lines,
    `effect: ${effectWords[finding.effect]}`,
    ...(finding.fix === '' ? [] : [`fix: ${finding.fix}`]),
  ].map(visibleText);
}

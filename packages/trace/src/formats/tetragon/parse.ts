import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { itemsOf, textOf, valueOf, type Located } from '../../data/located';
import { readYaml } from '../../data/read-yaml';
import type { SourceFile } from '../../trace-format';
import { lowerPolicy } from './lower-policy';

/** Reads every policy of a file; other objects beside them are none of ours. */
export function parse({ path, text }: SourceFile): TraceFile {
  const { documents, problems } = readYaml(text);
  const policies = documents.flatMap(policiesIn).map((policy) => lowerPolicy(policy));
  return {
    path,
    format: 'tetragon',
    tool: 'tetragon',
    text,
    probes: policies.flatMap((policy): readonly Probe[] => policy.probes),
    declared: [],
    problems: [
      ...(isTemplate(text) ? problems.slice(0, 1).map(ofTemplate) : problems),
      ...policies.flatMap((policy): readonly ParseProblem[] => policy.problems),
    ],
  };
}

/** The policies that an object is, or holds as a `List`. */
function policiesIn(object: Located): readonly Located[] {
  const kind = textOf(valueOf(object, 'kind'))?.value;
  if (kind === 'TracingPolicy' || kind === 'TracingPolicyNamespaced') return [object];
  return kind === 'List' ? itemsOf(valueOf(object, 'items')).flatMap(policiesIn) : [];
}

/** Whether the text is one that Helm or Go's templates make a policy from. */
function isTemplate(text: string): boolean {
  return /\{\{-?\s*[\w.$"`/(]/.test(text);
}

function ofTemplate({ span }: ParseProblem): ParseProblem {
  return { kind: 'unsupported', message: 'a template, which is no policy before its values are filled in', span };
}

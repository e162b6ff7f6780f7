import type { TraceFile } from '@tracefit/model';
import { readYaml } from '../../data/read-yaml';
import { valueOf } from '../../data/located';
import { lowerDefinition } from '../../definition/lower-definition';
import type { SourceFile } from '../../trace-format';

/** Reads every definition of a file; documents of other kinds beside one are none of ours. */
export function parse({ path, text }: SourceFile): TraceFile {
  const { documents, problems } = readYaml(text);
  const ours = documents.filter((document) => valueOf(document, 'traceDefinition'));
  const lowered = (ours.length > 0 ? ours : documents).map(lowerDefinition);
  const [first] = lowered;
  const tool = first?.tool ?? 'other';
  return {
    path,
    format: 'trace-definition',
    tool,
    text,
    probes: lowered.flatMap((each) =>
      each.probes.map((probe) => (each.tool === tool ? probe : { ...probe, tool: each.tool })),
    ),
    declared: [],
    problems: [...problems, ...lowered.flatMap((each) => each.problems)],
    ...(first?.writtenFor === undefined ? {} : { writtenFor: first.writtenFor }),
  };
}

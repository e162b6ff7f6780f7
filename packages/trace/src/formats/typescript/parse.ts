import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { lowerDefinition } from '../../definition/lower-definition';
import { readEmbedded } from '../../embedded/read-embedded';
import type { NestedReader, SourceFile } from '../../trace-format';
import { createMachine } from './evaluate';
import { findDefinitions } from './find-definitions';
import { createModule } from './program-module';
import { parseProgram } from './syntax';

/** Reads what a program defines, and the programs of bpftrace and lines of tracefs it holds. */
export function parse(file: SourceFile, readNested?: NestedReader): TraceFile {
  const base = { path: file.path, format: 'typescript', text: file.text } as const;
  const parsed = parseProgram(file.path, file.text);
  if (parsed.kind === 'unreadable')
    return { ...base, tool: 'other', probes: [], declared: [], problems: [parsed.problem] };
  const machine = createMachine();
  const found = findDefinitions(machine, createModule(file, parsed.program));
  const definitions = found.definitions.map(lowerDefinition);
  const problems: ParseProblem[] = found.unreadable.map(({ reason, span }) => ({
    kind: 'unsupported',
    message: reason,
    span,
  }));
  const embedded = found.embedded.flatMap((each) => {
    if (readNested) return [readEmbedded(each, readNested)];
    const span = each.text.span(0, each.text.text.length);
    problems.push({
      kind: 'unsupported',
      message: `a definition of ${each.lang} inside of another is not read here`,
      span,
    });
    return [];
  });
  const writtenFor = definitions.find((each) => each.writtenFor !== undefined)?.writtenFor;
  return {
    ...base,
    tool: definitions[0]?.tool ?? 'other',
    probes: [
      ...definitions.flatMap(({ tool, probes }) =>
        probes.map((probe): Probe => (tool === definitions[0]?.tool ? probe : { ...probe, tool })),
      ),
      ...embedded.flatMap(({ probes }) => probes),
    ],
    declared: embedded.flatMap(({ declared }) => declared),
    problems: [
      ...definitions.flatMap((each) => each.problems),
      ...embedded.flatMap((each) => each.problems),
      ...problems,
    ],
    ...(writtenFor === undefined ? {} : { writtenFor }),
  };
}

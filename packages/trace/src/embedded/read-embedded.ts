import type { ParseProblem, Probe, Span, TraceFile } from '@tracefit/model';
import type { NestedReader, SourceFile } from '../trace-format';
import type { MappedText, UnknownValue } from './mapped-text';

/** A definition that stands in a script of another format. */
export interface EmbeddedDefinition {
  /** The format it is written in. */
  readonly lang: string;
  readonly text: MappedText;
  /** The file it is written to, where it is. */
  readonly target?: { readonly path: string; readonly text: MappedText };
  /** Reads the text, where it is of no format but a part of a command line. */
  readonly read?: (file: SourceFile, readNested: NestedReader) => TraceFile;
  /** The systems of the events that this definition makes; `*` at the end stands for anything. */
  readonly makes?: readonly string[];
}

/** The probes and problems of one definition, at their places in the script. */
export interface ReadEmbedded {
  readonly probes: readonly Probe[];
  readonly problems: readonly ParseProblem[];
  readonly declared: TraceFile['declared'];
}

/** Reads a definition in its own format and puts everything to its place in the script. */
export function readEmbedded(definition: EmbeddedDefinition, readNested: NestedReader): ReadEmbedded {
  const { lang, text, target } = definition;
  const file = sourceFile(target?.path ?? lang, text.text);
  const trace = definition.read?.(file, readNested) ?? readNested(file, lang);
  const unknown = (span: Span) => text.unknownIn(span.start, span.end);
  const inPath = target ? unknownInEventPath(target.text) : [];
  const problems = trace.problems.filter(({ span }) => unknown(span).length === 0);
  const probes = trace.probes.flatMap((probe) => lowerProbe(probe, trace, problems.length > 0, definition, inPath));
  const lost = [
    ...trace.probes.flatMap(({ attach }) => (isByPath(attach.span) ? inPath : unknown(attach.span))),
    ...trace.problems.flatMap(({ span }) => unknown(span)),
  ];
  // What a probe says of itself is not said again.
  const said = new Set(probes.flatMap(({ unknowns }) => unknowns.map(({ span }) => span.start)));
  const unsaid = lost.filter(({ span }) => !said.has(span.start));
  const unreadable = [...new Map(unsaid.map((value) => [value.span.start, value])).values()].map(({ name, span }) => ({
    kind: 'unsupported' as const,
    message: `the value of ${name} is not known`,
    span,
  }));
  const moved = problems.map((problem) => moveSpans(problem, text));
  return { probes, problems: [...moved, ...unreadable], declared: trace.declared };
}

function sourceFile(path: string, text: string): SourceFile {
  return { path, text, bytes: new TextEncoder().encode(text) };
}

/** Whether it is the path that names what is attached to; such a place has no length. */
function isByPath(span: Span): boolean {
  return span.start === span.end;
}

/** What is not known of the part of a path that names an event. */
function unknownInEventPath(path: MappedText): readonly UnknownValue[] {
  const events = path.text.lastIndexOf('events/');
  return events < 0 ? [] : path.unknownIn(events, path.text.length);
}

/**
 * A probe at its place in the script; none where what it attaches to is not known. `wrong`: the definition has a mistake
 * that is none of a stand-in.
 */
function lowerProbe(
  probe: Probe,
  trace: TraceFile,
  wrong: boolean,
  { text, target }: EmbeddedDefinition,
  inPath: readonly UnknownValue[],
): readonly Probe[] {
  const { attach } = probe;
  const byPath = isByPath(attach.span) && target ? target.text.span(0, target.text.text.length) : undefined;
  if ((byPath ? inPath : text.unknownIn(attach.span.start, attach.span.end)).length > 0) return [];
  const unknownAt = ({ span }: { readonly span: Span }) => text.unknownIn(span.start, span.end);
  const known = (place: { readonly span: Span }) => unknownAt(place).length === 0;
  const doubts = wrong ? probe.unknowns : probe.unknowns.filter(known);
  const hidden = probe.unknowns.filter((doubt) => !doubts.includes(doubt)).flatMap(unknownAt);
  // What something is compared with does not matter where it is not known.
  const relied = probe.uses.filter(({ kind }) => kind !== 'comparison');
  const values = new Map([...relied.flatMap(unknownAt), ...hidden].map((value) => [value.span.start, value]));
  const unknowns = [...values.values()].map(({ name, span }) => ({
    reason: `the value of ${name} is not known`,
    span,
  }));
  const moved = moveSpans(
    {
      ...probe,
      unknowns: doubts,
      uses: probe.uses.filter(known),
      ...(probe.requires && { requires: probe.requires.filter(known) }),
    },
    text,
  );
  return [
    {
      ...moved,
      ...namesOf(probe, text.span(0, 0)),
      tool: trace.tool,
      attach: { ...moved.attach, ...(byPath && { span: byPath }) },
      unknowns: [...moved.unknowns, ...unknowns],
    },
  ];
}

/** What ties probes of one definition together, told apart from the same in another. */
function namesOf({ family, group, list }: Probe, { line, column }: Span): Pick<Probe, 'family' | 'group' | 'list'> {
  const inside = (name: string) => `${line}:${column} ${name}`;
  return {
    ...(family !== undefined && { family: inside(family) }),
    ...(group !== undefined && { group: inside(group) }),
    ...(list !== undefined && { list: inside(list) }),
  };
}

/** A copy with every span moved to its place in the script. */
function moveSpans<T>(value: T, text: MappedText): T {
  return move(value, text) as T;
}

function move(value: unknown, text: MappedText): unknown {
  if (Array.isArray(value)) return value.map((item) => move(item, text));
  if (typeof value !== 'object' || value === null) return value;
  if (isSpan(value)) return text.span(value.start, value.end);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, move(item, text)]));
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value && 'line' in value && 'column' in value;
}

import type { Probe, Span, TraceFile, TraceTool, Use } from '@tracefit/model';

/**
 * What is wrong with the places in a trace definition, a sentence each: a place outside the text, a line or column that
 * is not that of the offset, or a place whose text does not hold the name it stands for. Empty: nothing.
 */
export function wrongSpans(trace: TraceFile): readonly string[] {
  const lines = lineStarts(trace.text);
  return [...tracePlaces(trace)].flatMap(({ what, span, holds }) => {
    const { source } = span;
    if (source) {
      // A place without length is that of what made the name.
      const missing = (source.length === 0 ? [] : (holds ?? [])).filter(
        (name) => !source.text.slice(span.column - 1).includes(name),
      );
      return missing.map((name) => `${what} at ${source.file}:${span.line} points at ${source.text}, not at ${name}`);
    }
    const text = trace.text.slice(span.start, span.end);
    // A shell takes a name together from quoted pieces, a C compiler from texts side by side.
    const unquoted = text.replace(/"\s+"|\\\n|["'\\]/g, '');
    const where = `${what} at ${span.line}:${span.column} (${span.start} to ${span.end})`;
    if (span.start < 0 || span.start > span.end || span.end > trace.text.length) return [`${where} leaves the text`];
    if (
      (lines[span.line - 1] ?? NaN) + span.column - 1 !== span.start ||
      span.start >= (lines[span.line] ?? Infinity)
    ) {
      return [`${where} has another line or column than its offset`];
    }
    // A place without length stands for what the path says, a `*` for what is left out, a `$` for any text.
    const missing =
      text.includes('$') || text === ''
        ? []
        : (holds ?? []).filter((name) => !text.includes(name) && !unquoted.includes(name) && name !== '*');
    return missing.map((name) => `${where} points at ${JSON.stringify(text)}, not at ${JSON.stringify(name)}`);
  });
}

/** Where each line begins. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface PlaceToCheck {
  readonly what: string;
  readonly span: Span;
  /** Names that must stand there. */
  readonly holds?: readonly string[];
}

function* tracePlaces(trace: TraceFile): Generator<PlaceToCheck> {
  for (const problem of trace.problems) yield { what: `problem "${problem.message}"`, span: problem.span };
  for (const probe of trace.probes) yield* probePlaces(probe, trace.tool);
}

function* probePlaces(probe: Probe, tool: TraceTool): Generator<PlaceToCheck> {
  const { attach } = probe;
  // For perf the module is an option of its own; the image is what SystemTap means that names no module.
  const isWritten = (probe.tool ?? tool) !== 'perf' && attach.module !== 'vmlinux';
  const names = [...(isWritten ? [attach.module ?? ''] : []), ...attach.name.split(':')];
  yield { what: `probe ${attach.name}`, span: probe.span };
  yield { what: `attach point ${attach.name}`, span: attach.span, holds: names };
  for (const guard of probe.guards) yield { what: 'guard', span: guard.span };
  for (const need of probe.requires ?? []) yield { what: `requirement "${need.what}"`, span: need.span };
  for (const unknown of probe.unknowns) yield { what: `unknown "${unknown.reason}"`, span: unknown.span };
  for (const use of probe.uses) yield* usePlaces(use);
}

function* usePlaces(use: Use): Generator<PlaceToCheck> {
  for (const guard of use.guards ?? []) yield { what: 'guard', span: guard.span };
  switch (use.kind) {
    case 'value': {
      yield { what: 'use', span: use.span };
      const named = 'name' in use.base ? [use.base.name] : [];
      yield { what: `${use.base.kind} of use`, span: use.baseSpan, holds: named };
      if (use.expected) {
        yield { what: 'expectation', span: use.expected.span, holds: [use.expected.name ?? ''] };
      }
      for (const step of use.path) {
        yield { what: `${step.kind} of use`, span: step.span, holds: step.kind === 'member' ? [step.name] : [] };
      }
      return;
    }
    case 'symbol':
    case 'enumval':
    case 'ksym':
      yield { what: use.kind, span: use.span, holds: [use.name] };
      return;
    case 'type':
    case 'raw_offset':
    case 'core_relo':
    case 'helper':
    case 'event_part':
    case 'comparison':
      yield { what: use.kind, span: use.span };
  }
}

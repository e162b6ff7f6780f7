import type { TraceFile } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import { splitCommandLines, splitWords } from '../../tracefs/command-lines';
import { parseEventFilter } from '../../tracefs/event-filter';
import { eventProbe } from '../../tracefs/event-probe';
import { filterRequirements, lowerFilter } from '../../tracefs/lower-filter';
import { lowerSyntheticEvent, parseSyntheticEvent } from '../../tracefs/synthetic-event';
import type { SourceFile } from '../../trace-format';
import { createCollector, type Collector } from './collect';
import { findControlFile, type ControlFile } from './control-file';
import { parseEvents } from './parse-events';
import { parseFunctions } from './parse-functions';
import { parseTriggers } from './parse-trigger';

/** Reads what one writes into a file of tracefs that chooses what is traced; the path says which file. */
export function parse(file: SourceFile): TraceFile {
  const { text } = file;
  const collector = createCollector(text, createSpanMaker(text));
  parseControlFile(collector, findControlFile(file.path) ?? { kind: 'functions', commands: true });
  const { probes, problems } = collector;
  return { path: file.path, format: 'ftrace_filter', tool: 'tracefs', text, probes, declared: [], problems };
}

function parseControlFile(collector: Collector, file: ControlFile): void {
  switch (file.kind) {
    case 'functions':
      parseFunctions(collector, file.commands);
      return;
    case 'events':
      parseEvents(collector);
      return;
    case 'synthetic':
      parseSyntheticEvents(collector);
      return;
    case 'filter':
      parseFilter(collector, file);
      return;
    case 'trigger':
      parseTriggers(collector, file.system ?? '*', file.event ?? '*');
      return;
    case 'enable':
      if (collector.text.trim() === '1') {
        const probe = eventProbe(collector, file.system ?? '*', file.event ?? '*', { start: 0, end: 0 });
        collector.probes.push({ ...probe, uses: [] });
      }
  }
}

/** An event's `filter`; `0` takes it away. A system's goes to those of its events that have the fields. */
function parseFilter(collector: Collector, file: { readonly system?: string; readonly event?: string }): void {
  const { text, spanAt, fail, problems, probes } = collector;
  const start = text.search(/\S|$/);
  const end = text.trimEnd().length;
  if (start >= end || text.slice(start, end) === '0') return;
  const fields = parseEventFilter(text, start, end, fail);
  const span = spanAt(start, end);
  const probe = eventProbe(collector, file.system ?? '*', file.event ?? '*', { start: 0, end: 0 });
  const reasons = [
    ...(problems.length > 0 ? ['the kernel refuses the filter, it has a mistake'] : []),
    ...(file.event === undefined
      ? ['the filter of a system goes to its events that have the fields, and the others stay without a word']
      : []),
  ];
  const unknowns = [...probe.unknowns, ...reasons.map((reason) => ({ reason, span }))];
  const requires = filterRequirements(fields, spanAt);
  const needs = requires.length > 0 ? { requires } : {};
  probes.push({ ...probe, ...needs, uses: lowerFilter(fields, spanAt), unknowns, span });
}

/** `synthetic_events`: `EVENT FIELDS` a line; `!` in front takes one away. */
function parseSyntheticEvents(collector: Collector): void {
  const { text, spanAt, fail, probes } = collector;
  for (const { start, end } of splitCommandLines(text, fail)) {
    const [name, ...words] = splitWords(text, start, end);
    if (!name || name.text.startsWith('!')) continue;
    const event = parseSyntheticEvent(text, name, words, fail);
    if (event) probes.push(lowerSyntheticEvent(event, spanAt));
  }
}

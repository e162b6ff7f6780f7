import type { Probe, Requirement, Use } from '@tracefit/model';
import { indexWithin, type Piece } from '../../tracefs/command-lines';
import { parseEventFilter } from '../../tracefs/event-filter';
import { eventProbe } from '../../tracefs/event-probe';
import { filterRequirements, lowerFilter } from '../../tracefs/lower-filter';
import { contentLines, type Collector } from './collect';
import { parseHist } from './parse-hist';

/** Triggers that name nothing else (`register_trigger_cmds`, kernel/trace/trace_events_trigger.c). */
const plain: ReadonlySet<string> = new Set(['traceon', 'traceoff', 'stacktrace', 'snapshot']);
/** Triggers that name another event. */
const naming: ReadonlySet<string> = new Set(['enable_event', 'disable_event', 'enable_hist', 'disable_hist']);

/** Reads the lines of an event's `trigger` file: `TRIGGER[:COUNT] [if FILTER]`; `!` in front takes a trigger away. */
export function parseTriggers(collector: Collector, system: string, event: string): void {
  const { text } = collector;
  for (const line of contentLines(text)) {
    const start = line.start + text.slice(line.start, line.end).search(/\S|$/);
    if (start === line.end || text[start] === '!') continue;
    parseTrigger(collector, { start, end: line.end }, system, event);
  }
}

function parseTrigger(collector: Collector, line: Piece, system: string, event: string): void {
  const { text, spanAt, probes, problems } = collector;
  const uses: Use[] = [];
  let requires: readonly Requirement[] = [];
  const before = problems.length;
  const length = text.slice(line.start, line.end).search(/\s|$/);
  const command = { start: line.start, end: line.start + length };
  const others = parseCommand(collector, command, uses);
  const rest = /^\s*if\s+/.exec(text.slice(command.end, line.end));
  if (rest) {
    const start = command.end + rest[0].length;
    const end = line.start + text.slice(line.start, line.end).trimEnd().length;
    const fields = parseEventFilter(text, start, Math.max(start, end), collector.fail);
    for (const use of lowerFilter(fields, spanAt)) uses.push(use);
    requires = filterRequirements(fields, spanAt);
  } else if (text.slice(command.end, line.end).trim() !== '') {
    collector.fail(command.end, line.end, 'expected "if" and a filter');
  }
  const span = spanAt(line.start, line.end);
  const broken = problems.length > before ? [{ reason: 'the kernel refuses the trigger, it has a mistake', span }] : [];
  const probe = eventProbe(collector, system, event, { start: line.start, end: line.start });
  const needs = requires.length > 0 ? { requires } : {};
  probes.push({ ...probe, ...needs, unknowns: [...probe.unknowns, ...broken], uses, span });
  for (const other of others) probes.push(other);
}

/** The trigger itself; answers the probes of other events that it names. */
function parseCommand(collector: Collector, command: Piece, uses: Use[]): readonly Probe[] {
  const { text, fail } = collector;
  const colon = indexWithin(text, ':', command.start, command.end);
  const nameEnd = colon < 0 ? command.end : colon;
  const name = text.slice(command.start, nameEnd);
  const parameters = { start: Math.min(nameEnd + 1, command.end), end: command.end };
  if (name === 'hist') return parseHist(collector, parameters, uses);
  const words = text.slice(parameters.start, parameters.end);
  if (plain.has(name)) {
    if (colon >= 0 && !/^[0-9]+$/.test(words)) fail(parameters.start, parameters.end, 'expected a number of times');
    return [];
  }
  if (!naming.has(name)) {
    fail(command.start, nameEnd, `there is no trigger ${name}`);
    return [];
  }
  const [, system, event] = /^(\w+):(\w+)(?::[0-9]+)?$/.exec(words) ?? [];
  if (system === undefined || event === undefined) {
    fail(parameters.start, parameters.end, 'expected SYSTEM:EVENT and a number of times');
    return [];
  }
  const end = parameters.start + system.length + 1 + event.length;
  return [{ ...eventProbe(collector, system, event, { start: parameters.start, end }), uses: [] }];
}

import { splitWords, type Word } from '../../tracefs/command-lines';
import { eventProbe } from '../../tracefs/event-probe';
import { contentLines, type Collector } from './collect';

/**
 * Reads the words of `set_event`: `SYSTEM:EVENT`, either of them `*` or nothing for all, `EVENT` or `SYSTEM` alone, `!..` to
 * leave out, `:mod:MODULE` behind (`ftrace_set_clr_event`, kernel/trace/trace_events.c). There are no patterns.
 */
export function parseEvents(collector: Collector): void {
  const { text } = collector;
  for (const { start, end } of contentLines(text)) {
    for (const word of splitWords(text, start, end)) parseEventName(collector, word);
  }
}

function parseEventName(collector: Collector, word: Word): void {
  if (word.text.startsWith('!')) return;
  const [, name = '', module] = /^(.*?)(?::mod:(.*))?$/s.exec(word.text) ?? [];
  const parts = name.split(':');
  const right = parts.length === 1 && name !== '' ? /^[\w-]+$/ : /^(?:[\w-]*|\*)$/;
  if (parts.length > 2 || !parts.every((part) => right.test(part)) || module === '') {
    collector.fail(word.start, word.end, 'expected SYSTEM:EVENT, SYSTEM: or EVENT, without patterns');
    return;
  }
  // A name alone is one of an event in any system, or one of a system with all its events.
  const [system, event] = parts.length === 2 ? parts : ['*', name];
  const probe = eventProbe(collector, system || '*', event || '*', word);
  const { attach } = probe;
  collector.probes.push({ ...probe, attach: { ...attach, ...(module !== undefined && { module }) }, uses: [] });
}

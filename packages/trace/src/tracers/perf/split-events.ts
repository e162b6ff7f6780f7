import type { Word } from '../../tracefs/command-lines';

/**
 * The events of a list: between commas and braces, which hold groups; what `/../` holds belongs to the event in front of it
 * (tools/perf/util/parse-events.l).
 */
export function splitEvents(text: string, start: number, end: number): readonly Word[] {
  const events: Word[] = [];
  let from = start;
  let inTerms = false;
  const push = (to: number) => {
    const word = text.slice(from, to);
    const left = from + (word.length - word.trimStart().length);
    // What follows a group are modifiers of all its events.
    if (word.trim() !== '' && !word.startsWith(':'))
      events.push({ text: word.trim(), start: left, end: left + word.trim().length });
    from = to + 1;
  };
  for (let at = start; at < end; at++) {
    const character = text[at] ?? '';
    if (character === '/') inTerms = !inTerms;
    else if (!inTerms && ',{}'.includes(character)) push(at);
  }
  push(end);
  return events;
}

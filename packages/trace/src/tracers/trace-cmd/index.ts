import { concatTexts, pieceOf, type MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { joinLines } from '../join-lines';
import { readOptions } from '../options';
import type { Tracer } from '../tracer';
import { readEvent } from './read-event';
import { readFunctions } from './read-functions';

/** The options with a value of the commands that trace (`trace-cmd record -h`, 3.1). */
const options = {
  short: 'ABbCefgHhlMmnNOopPrRsV',
  long:
    'cmdlines-size compression date-offset file-version max-graph-depth module name proxy temp tsync-interval user ' +
    'stderr',
};

const commands: ReadonlySet<string> = new Set(['record', 'start', 'stream', 'set', 'profile', 'restart']);

/** `-e EVENT` with the filters and triggers behind it. */
interface Selection {
  readonly event: MappedText;
  readonly filters: MappedText[];
  readonly triggers: MappedText[];
}

/** trace-cmd: what it writes into tracefs for the options of a command line. */
export const traceCmd: Tracer = {
  name: 'trace-cmd',
  find([command, ...words]) {
    if (!command || !commands.has(command.text)) return [];
    const { options: given } = readOptions(words, options);
    const module = given.find(({ name }) => name === 'module')?.value;
    const mayMiss = given.some(({ name }) => name === 'i');
    const selections: Selection[] = [];
    const functions: MappedText[] = [];
    let leavesOut = false;
    for (const { name, value } of given) {
      if (name === 'v') leavesOut = true;
      // A buffer of its own begins, with events of its own.
      if (name === 'B') leavesOut = false;
      if (!value) continue;
      if (name === 'l' || name === 'n' || name === 'g') functions.push(value);
      if (leavesOut) continue;
      if (name === 'e') selections.push({ event: value, filters: [], triggers: [] });
      if (name === 'f') selections.at(-1)?.filters.push(value);
      if (name === 'R') selections.at(-1)?.triggers.push(value);
    }
    return [
      ...selections.flatMap((selection) => defineEvent(selection, mayMiss)),
      ...functions.map((text): EmbeddedDefinition => ({
        lang: 'trace-cmd',
        text,
        read: (file) => readFunctions(file, module?.text),
      })),
    ];
  },
};

function defineEvent({ event, filters, triggers }: Selection, mayMiss: boolean): readonly EmbeddedDefinition[] {
  const { text, pieces } = joinLines([event, ...filters]);
  const chosen: EmbeddedDefinition = { lang: 'trace-cmd', text, read: (file) => readEvent(file, pieces, mayMiss) };
  return [chosen, ...triggers.map((trigger) => defineTrigger(event, trigger))];
}

/** What is written to an event's `trigger`; a name alone is that of an event. */
function defineTrigger(event: MappedText, text: MappedText): EmbeddedDefinition {
  const { text: name } = event;
  const sign = name.search(/[:/]/);
  const at = (start: number, end: number, meaning?: string) => ({ value: pieceOf(event, start, end, meaning) });
  const parts =
    sign < 0 ? [at(0, 0, '*/'), at(0, name.length)] : [at(0, sign), at(sign, sign + 1, '/'), at(sign + 1, name.length)];
  const path = concatTexts([at(0, 0, 'events/'), ...parts, at(name.length, name.length, '/trigger')]);
  return { lang: 'ftrace_filter', text, target: { path: path.text, text: path } };
}

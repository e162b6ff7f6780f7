import { splitWords, type Word } from '../../tracefs/command-lines';
import { eventProbe } from '../../tracefs/event-probe';
import { contentLines, type Collector } from './collect';

/** What to do when a function is called, with or without a count behind (`register_ftrace_command`). */
const commands: ReadonlySet<string> = new Set(['traceon', 'traceoff', 'stacktrace', 'snapshot', 'dump', 'cpudump']);

/**
 * Reads the patterns of `set_ftrace_filter` and its like: `FUNCTION`, `!FUNCTION`, `FUNCTION:mod:MODULE`,
 * `FUNCTION:COMMAND[:PARAMETERS]` (`ftrace_process_regex`, kernel/trace/ftrace.c).
 */
export function parseFunctions(collector: Collector, takesCommands: boolean): void {
  const { text } = collector;
  for (const { start, end } of contentLines(text)) {
    for (const word of splitWords(text, start, end)) parsePattern(collector, word, takesCommands);
  }
}

function parsePattern(collector: Collector, word: Word, takesCommands: boolean): void {
  const { fail } = collector;
  // A pattern that is taken away is none that is relied on.
  if (word.text.startsWith('!')) return;
  const colon = word.text.indexOf(':');
  if (colon < 0) {
    addFunction(collector, { ...word });
    return;
  }
  const [command = '', ...parameters] = word.text.slice(colon + 1).split(':');
  const func = { text: word.text.slice(0, colon), start: word.start, end: word.start + colon };
  const at = func.end + 1;
  if (!takesCommands && command !== 'mod') {
    fail(at, word.end, 'this file takes functions only, no commands');
  } else if (command === 'mod') {
    if (parameters.length === 1 && parameters[0] !== '') addFunction(collector, func, parameters[0]);
    else fail(at, word.end, 'expected FUNCTION:mod:MODULE');
  } else if (command === 'enable_event' || command === 'disable_event') {
    addEventCommand(collector, func, { text: parameters.join(':'), start: at + command.length + 1, end: word.end });
  } else if (commands.has(command)) {
    if (parameters.length > 1 || !/^[0-9]*$/.test(parameters[0] ?? '')) {
      fail(at + command.length + 1, word.end, `expected a number of times behind ${command}:`);
    }
    addFunction(collector, func);
  } else fail(at, word.end, `there is no command ${command}`);
}

/** `FUNCTION:enable_event:SYSTEM:EVENT[:COUNT]` */
function addEventCommand(collector: Collector, func: Word, event: Word): void {
  const [system = '', name = '', count = '', ...rest] = event.text.split(':');
  if (!/^\w+$/.test(system) || !/^\w+$/.test(name) || !/^[0-9]*$/.test(count) || rest.length > 0) {
    collector.fail(Math.min(event.start, event.end), event.end, 'expected SYSTEM:EVENT and a number of times');
    return;
  }
  addFunction(collector, func);
  const end = event.start + system.length + 1 + name.length;
  collector.probes.push({ ...eventProbe(collector, system, name, { start: event.start, end }), uses: [] });
}

function addFunction({ probes, spanAt, fail, text }: Collector, word: Word, module?: string): void {
  const { start, end } = word;
  if (/^[0-9]+$/.test(word.text)) {
    const span = spanAt(start, end);
    const reason = 'the number of a function in a list that differs in every kernel';
    probes.push({
      attach: { kind: 'fprobe', name: word.text, span },
      uses: [],
      guards: [],
      unknowns: [{ reason, span }],
      span,
    });
    return;
  }
  if (!/^[\w.*?[\]^-]*$/.test(word.text)) {
    fail(start, end, `${word.text} is no pattern of functions`);
    return;
  }
  const name = word.text === '' ? '*' : word.text;
  const whole = module === undefined ? end : text.indexOf(module, end) + module.length;
  probes.push({
    attach: {
      kind: 'fprobe',
      name,
      span: spanAt(start, whole),
      ...(module !== undefined && { module }),
      ...(/[*?[]/.test(name + (module ?? '')) && { wildcard: true }),
    },
    uses: [],
    guards: [],
    unknowns: [],
    span: spanAt(start, whole),
  });
}

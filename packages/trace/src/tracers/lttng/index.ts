import type { AttachPoint, ParseProblem, Probe } from '@tracefit/model';
import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { createSpanMaker, type SpanMaker } from '../../span-maker';
import type { Piece } from '../../tracefs/command-lines';
import { eventProbe } from '../../tracefs/event-probe';
import { readOptions, type Option } from '../options';
import { traceOf, type Tracer } from '../tracer';
import { tracepointOf } from './tracepoint-of';

const options = {
  short: 'cfsxL',
  long: 'channel session filter exclude loglevel loglevel-only probe function userspace-probe',
  anywhere: true,
} as const;

/** Other domains: programs, and the loggers of languages. */
const domains: ReadonlySet<string> = new Set(['u', 'userspace', 'j', 'jul', 'l', 'log4j', 'p', 'python', 'log4j2']);

/** LTTng: `lttng enable-event --kernel`. */
export const lttng: Tracer = {
  name: 'lttng',
  find(words) {
    // Options of lttng itself stand in front of the command.
    const at = words.findIndex(({ text }) => !text.startsWith('-'));
    const first = words[at];
    if (first?.text !== 'enable-event') return [];
    const { options: given, rest } = readOptions(words.slice(at + 1), options);
    if (given.some(({ name }) => domains.has(name) || name === 'userspace-probe')) return [];
    const functions = given.filter(isFunction);
    if (functions.length > 0)
      return functions.flatMap(({ name, value }) => (value ? [defineFunction(name, value)] : []));
    const ofCalls = given.some(({ name }) => name === 'syscall');
    const [names] = rest;
    if (ofCalls) return [defineSyscalls(names ?? first)];
    return names ? [defineEvents(names)] : [];
  },
};

function isFunction({ name }: Option): boolean {
  return name === 'probe' || name === 'function';
}

/** `--probe=FUNCTION|FUNCTION+OFFSET|ADDRESS`, `--function=..` for its return too. */
function defineFunction(option: string, text: MappedText): EmbeddedDefinition {
  return {
    lang: 'lttng',
    text,
    read: (file) => {
      const spanAt = createSpanMaker(file.text);
      const span = spanAt(0, file.text.length);
      const kind = option === 'probe' ? 'kprobe' : 'kretprobe';
      const [, address, name, bytes] =
        /^(?:(0x[\da-f]+)|([A-Za-z_.][\w.]*)(?:\+(0x[\da-f]{1,8}|\d{1,9}))?)$/i.exec(file.text) ?? [];
      if (address === undefined && name === undefined) {
        const message = 'expected a function, an offset in bytes behind it or not, or an address';
        return traceOf(file, 'other', [], [{ kind: 'syntax', message, span }]);
      }
      const offset = bytes === undefined ? 0 : Number(bytes);
      const reason =
        address !== undefined
          ? 'an address means another instruction in every build of the kernel'
          : `${offset} bytes into a function is another instruction in every build of the kernel`;
      const attach: AttachPoint =
        name === undefined
          ? { kind, name: '', address: address ?? '', span }
          : { kind, name, span: spanAt(0, name.length), ...(offset > 0 && { offset }) };
      const unknowns = address !== undefined || offset > 0 ? [{ reason, span }] : [];
      return traceOf(file, 'other', [{ attach, uses: [], guards: [], unknowns, span }]);
    },
  };
}

/** LTTng takes all system calls through two tracepoints, and chooses by number. */
function defineSyscalls(text: MappedText): EmbeddedDefinition {
  return {
    lang: 'lttng',
    text,
    read: (file) => {
      const spanAt = createSpanMaker(file.text);
      const probes = ['sys_enter', 'sys_exit'].map((event) => ({
        ...eventProbe({ spanAt }, 'raw_syscalls', event, { start: 0, end: 0 }),
        uses: [],
      }));
      return traceOf(file, 'other', probes);
    },
  };
}

function defineEvents(text: MappedText): EmbeddedDefinition {
  return {
    lang: 'lttng',
    text,
    read: (file) => {
      const spanAt = createSpanMaker(file.text);
      const problems: ParseProblem[] = [];
      const probes: Probe[] = [];
      let start = 0;
      for (const name of file.text.split(',')) {
        const at = { start, end: start + name.length };
        start = at.end + 1;
        const tracepoint = tracepointOf(name);
        if (!/^[\w*]+$/.test(name)) {
          problems.push({ kind: 'syntax', message: 'expected the name of an event', span: spanAt(at.start, at.end) });
        } else if (tracepoint !== undefined) probes.push(readEvent(tracepoint, spanAt, at));
      }
      return traceOf(file, 'other', probes, problems);
    },
  };
}

function readEvent(name: string, spanAt: SpanMaker, { start, end }: Piece): Probe {
  const span = spanAt(start, end);
  const attach: AttachPoint = { kind: 'raw_tracepoint', name, span, ...(name.includes('*') && { wildcard: true }) };
  return { attach, uses: [], guards: [], unknowns: [], span };
}

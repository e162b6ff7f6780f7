import type { Probe } from '@tracefit/model';
import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { createSpanMaker } from '../../span-maker';
import type { Piece } from '../../tracefs/command-lines';
import { joinLines } from '../join-lines';
import { readOptions, type OptionTable } from '../options';
import { traceOf } from '../tracer';
import { readEvents } from './read-events';

/** The options with a value of the commands that take events (`perf record -h` and its like, 6.1). */
const tables: Readonly<Record<string, OptionTable>> = {
  record: {
    short: 'cCDeFGjkmoprtu',
    long:
      'count cpu delay event freq cgroup branch-filter clockid mmap-pages output pid realtime tid uid affinity ' +
      'call-graph clang-opt clang-path control filter max-size mmap-flush num-thread-synthesize proc-map-timeout ' +
      'switch-max-files switch-output-event synth vmlinux',
  },
  stat: {
    short: 'CDeGIMoprtx',
    long:
      'cpu delay event cgroup interval-print metrics output pid repeat tid field-separator control cputype filter ' +
      'for-each-cgroup interval-count log-fd post pre td-level timeout',
  },
  top: {
    short: 'cCdEefFGjkmMprstuw',
    long:
      'count cpu delay entries event count-filter freq cgroup branch-filter vmlinux disassembler-style mmap-pages pid ' +
      'realtime sort tid uid column-widths call-graph comms dsos fields filter group-sort-idx ignore-callees kallsyms ' +
      'max-stack num-thread-synthesize objdump percent-limit percentage prefix prefix-strip proc-map-timeout ' +
      'switch-off switch-on sym-annotate symbols',
  },
  trace: {
    short: 'CDeFGimoptu',
    long:
      'cpu delay event pf cgroup input mmap-pages output pid tid uid call-graph duration expr filter filter-pids ' +
      'map-dump max-events max-stack min-stack proc-map-timeout switch-off switch-on',
  },
};

const naming: ReadonlySet<string> = new Set(['e', 'event', 'expr']);

/** The events of `perf record`, `stat`, `top` and `trace`; a filter is that of the last event in front of it. */
export function findEvents(command: MappedText, words: readonly MappedText[]): readonly EmbeddedDefinition[] {
  const table = tables[command.text];
  if (!table) return [];
  const { options } = readOptions(words, table);
  const isTrace = command.text === 'trace';
  const selections: { readonly events: MappedText; readonly filters: MappedText[] }[] = [];
  for (const { name, value } of options) {
    if (!value) continue;
    if (naming.has(name)) selections.push({ events: value, filters: [] });
    else if (name === 'filter') selections.at(-1)?.filters.push(value);
  }
  const found = selections.map(({ events, filters }) => defineEvents(events, filters, isTrace));
  const listed = selections.length > 0 && !options.some(({ name }) => name === 'syscalls');
  const reads = options.some(({ name }) => name === 'i' || name === 'input');
  return isTrace && !listed && !reads ? [...found, everySyscall(command)] : found;
}

function defineEvents(events: MappedText, filters: readonly MappedText[], isTrace: boolean): EmbeddedDefinition {
  const { text, pieces } = joinLines([events, ...filters]);
  const isKnown = ({ start, end }: Piece) => text.unknownIn(start, end).length === 0;
  return { lang: 'perf', text, read: (file) => readEvents(file, pieces, isTrace, isKnown) };
}

/** `perf trace` without a list of events. */
function everySyscall(command: MappedText): EmbeddedDefinition {
  return { lang: 'perf', text: command, read: (file) => readEvents(file, [], true, () => true) };
}

/** The functions of `perf ftrace`. */
export function findFunctions(words: readonly MappedText[]): readonly EmbeddedDefinition[] {
  const { options } = readOptions(words, {
    short: 'DFGgmNTtpCaD',
    long: 'delay graph-funcs nograph-funcs buffer-size notrace-funcs trace-funcs tracer func-opts graph-opts pid cpu',
  });
  return options.flatMap(({ name, value }) => (value && functionOptions.has(name) ? [defineFunctions(value)] : []));
}

const functionOptions = new Set(['T', 'trace-funcs', 'N', 'notrace-funcs', 'G', 'graph-funcs', 'g', 'nograph-funcs']);

function defineFunctions(text: MappedText): EmbeddedDefinition {
  return {
    lang: 'perf',
    text,
    read: (file) => {
      const span = createSpanMaker(file.text)(0, file.text.length);
      const wildcard = /[*?[]/.test(file.text);
      const attach: Probe['attach'] = { kind: 'fprobe', name: file.text, span, ...(wildcard && { wildcard }) };
      return traceOf(file, 'perf', [{ attach, uses: [], guards: [], unknowns: [], span }]);
    },
  };
}

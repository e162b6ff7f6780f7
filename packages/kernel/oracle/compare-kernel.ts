import type { EventField, KernelSnapshot } from '@tracefit/model';
import { isMark } from '../src/function-symbol';
import { parseEventFormat } from '../src/parse-event-format';
import type { Answers } from './boot-machine';
import { judgeAll } from './judge';
import { questionLine, WAYS } from './questions';
import type { Question } from './questions';

/** One thing that was compared: how many, how many agree, and each difference in a sentence. */
export interface Comparison {
  readonly title: string;
  readonly count: number;
  readonly equal: number;
  /** Of those that do not agree: tracefit said it does not know. */
  readonly unknown: number;
  readonly differences: readonly string[];
}

/** Holds what tracefit reads from an image against what the kernel itself said when it was booted. */
export function compareKernel(
  snapshot: KernelSnapshot,
  questions: readonly Question[],
  answers: Answers,
): readonly Comparison[] {
  return [
    ...compareProbes(snapshot, questions, part(answers, 'answers')),
    compareSymbols(snapshot, part(answers, 'kallsyms')),
    compareBlacklist(snapshot, part(answers, 'blacklist')),
    compareSites(snapshot, part(answers, 'available_filter_functions')),
    ...compareEvents(snapshot, part(answers, 'formats')),
  ];
}

function part(answers: Answers, name: string): string {
  const text = answers.get(name);
  if (text === undefined || text === '') throw new Error(`the booted kernel did not send its ${name}`);
  return text;
}

function compareProbes(snapshot: KernelSnapshot, questions: readonly Question[], text: string): Comparison[] {
  const errors = text.trim().split('\n').map(Number);
  if (errors.length !== questions.length) {
    throw new Error(`the booted kernel answered ${errors.length} of ${questions.length} questions`);
  }
  const judgements = judgeAll(snapshot, questions);
  return Object.entries(WAYS).flatMap(([way, { title }]): Comparison[] => {
    const asked = questions.flatMap((question, i) => (question.way === way ? [i] : []));
    const differing = asked.filter((i) => judgements[i]?.answer !== (errors[i] === 0 ? 'takes' : 'refuses'));
    if (asked.length === 0) return [];
    return [
      {
        title,
        count: asked.length,
        equal: asked.length - differing.length,
        unknown: differing.filter((i) => judgements[i]?.answer === 'unknown').length,
        differences: differing.map((i) => {
          const { answer = '', why = '' } = judgements[i] ?? {};
          const question = questions[i];
          return `\`${question ? questionLine(question) : ''}\`: errno ${errors[i] ?? ''}, tracefit: ${answer} ${why}`.trim();
        }),
      },
    ];
  });
}

function compareSets(title: string, ours: ReadonlySet<string>, theirs: ReadonlySet<string>): Comparison {
  const all = new Set([...ours, ...theirs]);
  const differing = [...all].filter((name) => ours.has(name) !== theirs.has(name));
  return {
    title,
    count: all.size,
    equal: all.size - differing.length,
    unknown: 0,
    differences: differing.map(
      (name) => `\`${name}\` is only ${ours.has(name) ? 'read by tracefit' : 'on the kernel'}`,
    ),
  };
}

/**
 * Names of functions; the booted kernel also lists marks like the padding before them, data that lies in executable sections, and
 * what it makes itself.
 */
function compareSymbols(snapshot: KernelSnapshot, text: string): Comparison {
  // The init text of a module, and its symbols, are gone once it is loaded.
  const ours = namesOf(snapshot, ({ module, range }) => module === undefined || range !== 'init', true);
  const variables = new Set(snapshot.data.map(({ name }) => name));
  const theirs = new Set<string>();
  for (const line of text.split('\n')) {
    const [, letter = '', name = '', module] = line.split(/\s+/);
    const isMade = module === '[bpf]' || module?.startsWith('[__builtin__') === true;
    if (!/^[tTwW]$/.test(letter) || isMade || isMark(name)) continue;
    if (ours.has(name) || !variables.has(name)) theirs.add(name);
  }
  return compareSets('function symbols', ours, theirs);
}

/** The list is of addresses; their names are those that tracefit gives as well. */
function compareBlacklist(snapshot: KernelSnapshot, text: string): Comparison {
  const names = text.split('\n').flatMap((line) => line.split('\t')[1]?.split(' ')[0] ?? []);
  const ours = namesOf(snapshot, (symbol) => symbol.blacklisted === true);
  const known = new Set(snapshot.functions.map(({ name }) => name));
  return compareSets('kprobe blacklist', ours, new Set(names.filter((name) => known.has(name))));
}

function compareSites(snapshot: KernelSnapshot, text: string): Comparison {
  const names = text.split('\n').filter((name) => name !== '' && !name.startsWith('__ftrace_invalid_address'));
  const ours = namesOf(snapshot, ({ ftrace, range }) => ftrace === true && range !== 'init');
  return compareSets('functions that ftrace can patch', ours, new Set(names.map((name) => name.split(' ')[0] ?? name)));
}

type Symbols = NonNullable<KernelSnapshot['functions'][number]['symbols']>;

/** Names under which the kernel lists an address: of several names of one address the first, or all of them. */
function namesOf(snapshot: KernelSnapshot, holds: (symbol: Symbols[number]) => boolean, aliases = false): Set<string> {
  return new Set(
    snapshot.functions.flatMap(({ name, symbols }) =>
      symbols?.some((symbol) => holds(symbol) && (aliases || symbol.alias === undefined)) ? [name] : [],
    ),
  );
}

function compareEvents(snapshot: KernelSnapshot, text: string): Comparison[] {
  const theirs = new Map<string, readonly EventField[]>();
  for (const file of text.split(/^### /m).slice(1)) {
    const [header = '', ...lines] = file.split('\n');
    const { system, name, fields } = parseEventFormat(header.split('/')[0] ?? '', lines, 0);
    theirs.set(`${system}:${name}`, fields ?? []);
  }
  const ours = new Map(snapshot.tracepoints.map(({ system, name, fields }) => [`${system}:${name}`, fields ?? []]));
  const lines = (events: ReadonlyMap<string, readonly EventField[]>) =>
    new Set(
      [...events].flatMap(([event, fields]) =>
        fields.map(({ name, type, offset, size, signed }) => `${event}: ${type} ${name} @${offset} ${size} ${signed}`),
      ),
    );
  return [
    compareSets('trace events', new Set(ours.keys()), new Set(theirs.keys())),
    compareSets('fields of trace events', lines(ours), lines(theirs)),
  ];
}

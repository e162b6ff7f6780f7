import type { ParseProblem, Probe, TraceFile, TraceTool } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import type { NestedReader, SourceFile } from '../../trace-format';
import { findDefinitions, type Definition } from './find-definitions';
import type { MappedText } from '../../embedded/mapped-text';
import { readEmbedded, type ReadEmbedded } from '../../embedded/read-embedded';

/** Reads the trace definitions that a shell script hands to the kernel or to a tool. */
export function parse(file: SourceFile, readNested?: NestedReader): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const script: MappedText = { text, span: spanAt, unknownIn: () => [] };
  // The `echo` of a plain `sh` replaces `\n`; bash's does so only when it is told.
  const { definitions, unreadable } = findDefinitions(script, /^#!\s*\S*\/(?:da|a)?sh\b/.test(text));
  const problems: ParseProblem[] = unreadable.map(({ reason, text: place }) => ({
    kind: 'unsupported',
    message: reason,
    span: place.span(0, place.text.length),
  }));
  const made = findMadeSystems(definitions);
  const probes: Probe[] = [];
  const declared: TraceFile['declared'][number][] = [];
  for (const read of readAll(definitions, readNested)) {
    for (const probe of read.probes) if (!isMade(probe, made)) probes.push(probe);
    for (const problem of read.problems) problems.push(problem);
    for (const type of read.declared) declared.push(type);
  }
  const tool = commonTool(probes);
  return {
    path: file.path,
    format: 'shell',
    tool,
    text,
    probes: unique(probes).map((probe) => withTool(probe, tool)),
    declared,
    problems: unique(problems).sort((a, b) => a.span.start - b.span.start),
  };
}

/** A probe names its tool only where it is not the file's. */
function withTool(probe: Probe, ofFile: TraceTool): Probe {
  const { tool, ...rest } = probe;
  return tool === undefined || tool === ofFile ? rest : probe;
}

/** Reads the definitions; of those a command may write, those that the kernel refuses are left out if it takes others. */
function readAll(definitions: readonly Definition[], readNested: NestedReader | undefined): readonly ReadEmbedded[] {
  const byCommand = new Map<Definition['command'], ReadEmbedded[][]>();
  for (const definition of definitions) {
    const { command, slot = 0 } = definition;
    const slots = byCommand.get(command) ?? [];
    byCommand.set(command, slots);
    (slots[slot] ??= []).push(readNested ? readEmbedded(definition, readNested) : unsupported(definition));
  }
  // Not every combination of the values of variables occurs when the script runs.
  const read = new Map(
    [...byCommand].map(([command, slots]) => [
      command,
      slots.flatMap((all) => {
        const taken = all.filter(({ problems }) => !problems.some(({ kind }) => kind === 'syntax'));
        return taken.length > 0 ? taken : all;
      }),
    ]),
  );
  return [...read].flatMap(([command, own]) => withAlternative(command, own, read));
}

/** Where one command is to do what another failed to (`perf record -e A || perf record -e B`), one of their probes is enough. */
function withAlternative(
  command: Definition['command'],
  own: readonly ReadEmbedded[],
  read: ReadonlyMap<Definition['command'], readonly ReadEmbedded[]>,
): readonly ReadEmbedded[] {
  const first = command.insteadOf ? command.insteadOf : command;
  const second = command.insteadOf ? command : [...read.keys()].find(({ insteadOf }) => insteadOf === command);
  const both = second ? [first, second].map((each) => (read.get(each) ?? []).flatMap(({ probes }) => probes)) : [];
  if (both.length < 2 || !both.every((probes) => probes.length === 1)) return own;
  const group = `${first.start} or`;
  return own.map((each) => ({ ...each, probes: each.probes.map((probe) => ({ ...probe, group })) }));
}

function unsupported({ lang, text }: Definition): ReadEmbedded {
  const span = text.span(0, text.text.length);
  return {
    probes: [],
    problems: [{ kind: 'unsupported', message: `a definition in the language ${lang}`, span }],
    declared: [],
  };
}

/** Each value once; several values of a variable that does not matter give the same. */
function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** The systems of events that the script itself makes. */
function findMadeSystems(definitions: readonly Definition[]): ReadonlySet<string> {
  const systems = new Set<string>();
  const byLetter = { p: 'kprobes', r: 'kprobes', f: 'fprobes', t: 'tracepoints', e: 'eprobes', s: 'synthetic' };
  for (const { lang, text, target, makes = [] } of definitions) {
    for (const system of makes) systems.add(system);
    if (lang === 'function_events') systems.add('functions');
    if (target?.path.endsWith('synthetic_events') === true) systems.add('synthetic');
    if (lang !== 'kprobe_events') continue;
    // What is not known may be any of them.
    if (text.unknownIn(0, text.text.length).length > 0)
      for (const system of Object.values(byLetter)) systems.add(system);
    for (const [, letter = '', group] of text.text.matchAll(/^[ \t]*([prftes])[0-9]*(?::([\w-]+)[/.])?/gm)) {
      systems.add(group ?? byLetter[letter as keyof typeof byLetter]);
    }
  }
  return systems;
}

function isMade({ attach }: Probe, made: ReadonlySet<string>): boolean {
  const [system = ''] = attach.name.split(':');
  const prefix = /^probe_/.exec(system)?.[0];
  return attach.kind === 'tracepoint' && (made.has(system) || (prefix !== undefined && made.has(`${prefix}*`)));
}

/** The tool of all probes, if they share one. */
function commonTool(probes: readonly Probe[]): TraceTool {
  const tools = new Set(probes.map((probe) => probe.tool));
  const [tool] = tools;
  return tools.size === 1 && tool ? tool : 'tracefs';
}

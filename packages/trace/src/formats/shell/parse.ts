import type { ParseProblem, Probe, TraceFile, TraceTool } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import type { NestedReader, SourceFile } from '../../trace-format';
import { findDefinitions, type Definition } from './find-definitions';
import type { MappedText } from './mapped-text';
import { readDefinition } from './read-definition';

/** Reads the trace definitions that a shell script hands to the kernel or to a tool. */
export function parse(file: SourceFile, readNested?: NestedReader): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const script: MappedText = { text, span: spanAt, unknownIn: () => [] };
  // The `echo` of a plain `sh` replaces `\n`; bash's does so only when it is told.
  const { definitions, unreadable } = findDefinitions(script, /^#!\s*\S*\/(?:da|a)?sh\b/.test(text));
  const places = new Map(unreadable.map((place) => [`${place.text.span(0, 1).start} ${place.reason}`, place]));
  const problems: ParseProblem[] = [...places.values()].map(({ reason, text: place }) => ({
    kind: 'unsupported',
    message: reason,
    span: place.span(0, place.text.length),
  }));
  const made = findMadeSystems(definitions);
  const probes: Probe[] = [];
  const declared: TraceFile['declared'][number][] = [];
  for (const definition of definitions) {
    if (!readNested) {
      const message = `a definition in the language ${definition.lang}`;
      problems.push({ kind: 'unsupported', message, span: definition.text.span(0, definition.text.text.length) });
      continue;
    }
    const read = readDefinition(definition, readNested);
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
    probes: probes.map((probe) => withTool(probe, tool)),
    declared,
    problems: problems.sort((a, b) => a.span.start - b.span.start),
  };
}

/** A probe names its tool only where it is not the file's. */
function withTool(probe: Probe, ofFile: TraceTool): Probe {
  const { tool, ...rest } = probe;
  return tool === undefined || tool === ofFile ? rest : probe;
}

/** The systems of events that the script itself makes. */
function findMadeSystems(definitions: readonly Definition[]): ReadonlySet<string> {
  const systems = new Set<string>();
  const byLetter = { p: 'kprobes', r: 'kprobes', f: 'fprobes', t: 'tracepoints', e: 'eprobes', s: 'synthetic' };
  for (const { lang, text, target } of definitions) {
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
  return attach.kind === 'tracepoint' && made.has(attach.name.split(':')[0] ?? '');
}

/** The tool of all probes, if they share one. */
function commonTool(probes: readonly Probe[]): TraceTool {
  const tools = new Set(probes.map((probe) => probe.tool));
  const [tool] = tools;
  return tools.size === 1 && tool ? tool : 'tracefs';
}

import { pieceOf, type MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { tracers } from '../../tracers/registry';
import { findInput, findOutput, withoutRunners, wordText } from './output';
import { parseCommands } from './parse-commands';
import type { Redirect, ShellCommand, ShellWord } from './syntax';
import { createVariables, type Variables } from './variables';
import { findPython, langOfScript } from './written-scripts';

/** A trace definition in a script. */
export interface Definition extends EmbeddedDefinition {
  /** The command it stands in; where variables have several values, a definition for each. */
  readonly command: ShellCommand;
  /** Which of the command's definitions it is, where one has several; 0 unless told. */
  readonly slot?: number;
}

/** What cannot be read of a script, and where. */
export interface Unreadable {
  readonly reason: string;
  readonly text: MappedText;
}

export interface Found {
  readonly definitions: readonly Definition[];
  readonly unreadable: readonly Unreadable[];
}

/** How many shells may run in one another (`sh -c "sh -c ..."`). */
const maxDepth = 4;

/** Files of tracefs by their names, and the format of what is written there. */
const files: readonly { readonly pattern: RegExp; readonly lang: string }[] = [
  { pattern: /(?:^|\/)(?:kprobe_events|dynamic_events|uprobe_events)$/, lang: 'kprobe_events' },
  { pattern: /(?:^|\/)function_events$/, lang: 'function_events' },
  { pattern: /(?:^|\/)(?:set_(?:ftrace|graph)_\w+|set_event|synthetic_events)$/, lang: 'ftrace_filter' },
  { pattern: /(?:^|\/)events\/(?:[^/]+\/){0,2}(?:filter|trigger|enable)$/, lang: 'ftrace_filter' },
];

/** Files whose names begin as those do, but that take process ids. */
const otherFiles = /_pid$/;

/** How deep functions may call each other, and how many commands of functions are gone through. */
const maxCalls = 8;
const maxSteps = 5000;

/** The trace definitions in a script, in the order of its text; those of a function where it is called. */
export function findDefinitions(script: MappedText, echoEscapes: boolean, depth = 0): Found {
  const definitions: Definition[] = [];
  const unreadable: Unreadable[] = [];
  const variables = createVariables(script);
  const commands = parseCommands(script.text);
  const bodies = findBodies(commands);
  const outer = findOuter(commands);
  const called = new Set<string>();
  let folder: MappedText | undefined;
  let steps = 0;

  const visit = (command: ShellCommand, calls: number) => {
    if (calls > 0 && ++steps > maxSteps) return;
    for (const view of variables.viewsOf(command)) {
      const found = findInCommand({
        ...{ command, script, variables: view, folder, echoEscapes, depth },
        outer: outer.get(command),
      });
      for (const definition of found.definitions) definitions.push(definition);
      for (const place of found.unreadable) unreadable.push(place);
      const [name, ...words] = withoutRunners(command, view);
      const body = bodies.get(wordText(name, view));
      if (!body || calls >= maxCalls) continue;
      called.add(wordText(name, view));
      const given = words.map((word) => view.expand(word));
      variables.withWords(given, () => {
        visitAll(body, calls + 1);
      });
    }
    const [name, target] = withoutRunners(command, variables);
    const word = wordText(name, variables);
    if (target && word === 'cd') folder = variables.expand(target);
    if (word === 'shift') variables.shift(target ? Number(wordText(target, variables)) || 1 : 1);
    if (word === 'read') variables.read(command, readBy(command, variables, echoEscapes));
    else variables.assign(command);
  };
  const visitAll = (some: readonly ShellCommand[], calls: number) => {
    for (const command of some) {
      for (const step of command.steps) variables.step(step);
      visit(command, calls);
    }
  };

  for (const command of commands) {
    for (const step of command.steps) variables.step(step);
    if (command.within === undefined) visit(command, 0);
  }
  // Who calls them is not known, and with what words.
  for (const [name, body] of bodies) {
    if (!called.has(name))
      variables.withWords([], () => {
        visitAll(body, 0);
      });
  }
  return { definitions, unreadable };
}

/** The commands of each function's body. */
function findBodies(commands: readonly ShellCommand[]): ReadonlyMap<string, readonly ShellCommand[]> {
  const bodies = new Map<string, ShellCommand[]>();
  for (const command of commands) {
    if (command.within === undefined) continue;
    const body = bodies.get(command.within);
    if (body) body.push(command);
    else bodies.set(command.within, [command]);
  }
  return bodies;
}

/** What a `read` reads: the input of the loop it stands in front of, or what is piped into it. */
function readBy(command: ShellCommand, variables: Variables, echoEscapes: boolean): MappedText | undefined {
  const { input } = command;
  if (input) return variables.expand(input.body ?? input.target);
  return findInput(command, variables, { echoEscapes });
}

/** Commands of the shell that write nothing. */
const silent: ReadonlySet<string> = new Set(
  ': [ [[ test cd read local export declare readonly set unset shift return exit break continue true false sleep wait trap'.split(
    ' ',
  ),
);

/** A command and what is known where it stands. */
interface CommandPlace {
  readonly command: ShellCommand;
  readonly script: MappedText;
  readonly variables: Variables;
  /** The command that ends a block and redirects what this one writes. */
  readonly outer: ShellCommand | undefined;
  /** The folder the script is in, as far as it says. */
  readonly folder: MappedText | undefined;
  readonly echoEscapes: boolean;
  readonly depth: number;
}

function findInCommand(place: CommandPlace): Found {
  const { command, variables, echoEscapes, depth } = place;
  const definitions: Definition[] = [];
  const name = wordText(withoutRunners(command, variables)[0], variables);
  const unreadable: Unreadable[] = [...findUnreadable(place, name)];
  for (const target of findTargets(command, place.outer, variables)) {
    const path = join(place.folder, target);
    const file = otherFiles.test(path) ? undefined : files.find(({ pattern }) => pattern.test(path));
    const text = findOutput(command, variables, { echoEscapes });
    const lang = text && !file ? langOfScript(path, target, text) : undefined;
    if (text && lang !== undefined) definitions.push({ lang, text, command });
    if (!file) continue;
    if (text) definitions.push({ lang: file.lang, text, command, target: { path, text: target } });
    else if (name !== '' && !silent.has(name)) {
      unreadable.push({ reason: `what ${name} writes to ${basename(path)} is not known`, text: target });
    }
  }
  if (name === 'bpftrace' || name.endsWith('/bpftrace')) {
    definitions.push(...findBpftrace(command, variables, echoEscapes));
  }
  const python = /^(?:.*\/)?python[\d.]*$/.test(name) ? findPython(command, variables, echoEscapes) : undefined;
  if (python) definitions.push({ lang: 'bcc', text: python, command });
  const tracer = tracers.find((each) => each.called?.test(name) ?? each.name === basename(name));
  if (tracer) {
    const words = withoutRunners(command, variables).slice(1);
    const found = tracer.find(
      words.map((word) => variables.expand(word)),
      name,
    );
    for (const [slot, definition] of found.entries()) definitions.push({ ...definition, command, slot });
    const lost = found.length === 0 ? words.find((word) => mayHoldOptions(word, variables)) : undefined;
    if (lost)
      unreadable.push({
        reason: `what is handed to ${basename(name)} here is not known`,
        text: variables.expand(lost),
      });
  }
  const inner = depth < maxDepth ? findInnerScript(command, variables) : undefined;
  if (!inner) return { definitions, unreadable };
  const found = findDefinitions(inner, echoEscapes, depth + 1);
  return {
    definitions: [...definitions, ...found.definitions],
    unreadable: [...unreadable, ...found.unreadable],
  };
}

/** Tools that trace and whose command lines are not read: those of perf-tools, as Debian calls them. */
const otherTools = /^(?:kprobe|funcgraph|functrace|funccount|funcslower|tpoint)-perf$/;

/** What is seen of a command and not understood. */
function findUnreadable({ command, script, variables }: CommandPlace, name: string): readonly Unreadable[] {
  const found: Unreadable[] = [];
  const all = [...command.words, ...command.redirects.map(({ target }) => target)];
  for (const { unclosed } of all) {
    if (unclosed === undefined) continue;
    found.push({ reason: 'the quote is not closed', text: pieceOf(script, unclosed, unclosed + 1) });
  }
  const [first, second] = withoutRunners(command, variables);
  if (first && second && otherTools.test(basename(name))) {
    const text = pieceOf(script, first.start, command.end);
    found.push({ reason: `the command line of ${name} is not read`, text });
  }
  return found;
}

/** The files a command writes to: by redirection, its own or that of the block it is in, or as `tee` does. */
function findTargets(
  command: ShellCommand,
  outer: ShellCommand | undefined,
  variables: Variables,
): readonly MappedText[] {
  const redirects = [...command.redirects, ...(command.redirects.some(isOutput) ? [] : (outer?.redirects ?? []))];
  const redirected = redirects.filter(isOutput).map(({ target }) => variables.expand(target));
  const [name, ...words] = withoutRunners(command, variables);
  if (wordText(name, variables) !== 'tee') return redirected;
  const named = words.map((word) => variables.expand(word)).filter(({ text }) => !text.startsWith('-'));
  return [...redirected, ...named];
}

function isOutput({ op }: Redirect): boolean {
  return op === '>' || op === '>>' || op === '>|' || op === '>&' || op === '&>';
}

/** For commands in a block whose output is redirected, the command that ends the innermost such block. */
function findOuter(commands: readonly ShellCommand[]): ReadonlyMap<ShellCommand, ShellCommand> {
  const outer = new Map<ShellCommand, ShellCommand>();
  // What is handed on is not written.
  const handedOn = new Set(commands.flatMap(({ pipedFrom }) => pipedFrom ?? []));
  for (const command of commands) {
    if (!command.redirects.some(isOutput)) continue;
    for (const inner of command.block ?? []) {
      if (!outer.has(inner) && !handedOn.has(inner)) outer.set(inner, command);
    }
  }
  return outer;
}

function join(folder: MappedText | undefined, target: MappedText): string {
  return target.text.startsWith('/') || !folder ? target.text : `${folder.text}/${target.text}`;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `bpftrace -e PROGRAM`, or a program from the input. */
function findBpftrace(command: ShellCommand, variables: Variables, echoEscapes: boolean): readonly Definition[] {
  const words = withoutRunners(command, variables);
  const at = words.findIndex((word) => wordText(word, variables) === '-e');
  const program = words[at + 1];
  if (at > 0 && program) return [{ lang: 'bpftrace', text: variables.expand(program), command }];
  const input =
    words.some((word) => /^(?:-|\/dev\/stdin|\/proc\/self\/fd\/0)$/.test(wordText(word, variables))) ||
    command.redirects.some(({ op, body }) => body ?? op === '<<<');
  const text = input ? findInput(command, variables, { echoEscapes }) : undefined;
  return text ? [{ lang: 'bpftrace', text, command }] : [];
}

/** Whether a word is a list, or a variable called so, of which only the running script knows the options in it. */
function mayHoldOptions(word: ShellWord, variables: Variables): boolean {
  const [only, ...others] = word.parts;
  if (only?.kind !== 'variable' || others.length > 0) return false;
  const { text, unknownIn } = variables.expand(word);
  const [unknown] = unknownIn(0, text.length);
  return unknown !== undefined && /^"?\$(?:\{?\w+\[[@*]|\{?\w*(?:arg|event|flag|opt|probe)s?\b)/i.test(unknown.name);
}

/** The script of `sh -c SCRIPT`, `bash -c`, `su -c`, and `ssh HOST SCRIPT`, where it is one word. */
function findInnerScript(command: ShellCommand, variables: Variables): MappedText | undefined {
  const words = withoutRunners(command, variables);
  const name = wordText(words[0], variables);
  if (name === 'eval') return variables.expandAll(words.slice(1));
  const last = words.at(-1);
  if (/^(?:ssh|watch)$/.test(basename(name)) && words.length > 1 && last) return variables.expand(last);
  if (!/^(?:.*\/)?(?:ba|da|k|z|a)?sh$|^su$/.test(name)) return undefined;
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(wordText(word, variables)));
  const script = words[at + 1];
  return at > 0 && script ? variables.expand(script) : undefined;
}

import path from 'node:path';
import { UsageError } from '@tracefit/model';
import type { Io } from '../io';

/** The trace definitions a command line runs. */
export interface Definitions {
  /** Paths, as the operating system finds them. */
  readonly files: readonly string[];
  /** A program that stands on the command line itself. */
  readonly inline?: { readonly text: string; readonly lang: string };
}

/** Options of bpftrace whose value is the next word; bpftrace(8), version 0.23. */
const bpftraceValues = new Set(['-B', '-f', '-o', '-p', '-c', '-I', '--include', '-l', '-d', '--usdt-file-activation']);
/** Options of python3 whose value is the next word; python3(1). */
const pythonValues = new Set(['-W', '-X', '--check-hash-based-pycs']);
/** What runs another command unchanged, and those of its options that take the next word; their manual pages. */
const wrappers: Readonly<Record<string, ReadonlySet<string>>> = {
  sudo: new Set(['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-U', '--user', '--group', '--host', '--prompt']),
  env: new Set(['-u', '-C', '--unset', '--chdir']),
  nice: new Set(['-n']),
  nohup: new Set(),
  timeout: new Set(['-k', '-s', '--kill-after', '--signal']),
  exec: new Set(),
};

/**
 * The definitions that a command line runs: the script of an interpreter, the text behind `bpftrace -e`, or else the
 * program itself, which may be a script or carry BPF objects.
 *
 * @throws UsageError where the command is not found, or what it runs cannot be seen
 */
export function definitionsOf(command: string, words: readonly string[], io: Io): Definitions {
  const name = path.basename(command);
  const values = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (values) {
    const rest = behindWrapper(name, words, values);
    const [inner, ...others] = rest;
    if (inner === undefined) throw new UsageError(`no command behind it: ${command}`);
    return definitionsOf(inner, others, io);
  }
  if (name === 'bpftrace') return ofBpftrace(words);
  if (/^(ba|da|k|z)?sh$/.test(name)) return ofShell(words);
  if (/^python(\d(\.\d+)?)?$/.test(name)) return ofPython(words);
  return { files: [findProgram(command, io)] };
}

function behindWrapper(name: string, words: readonly string[], values: ReadonlySet<string>): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith('-') === true || (name === 'env' && /^\w+=/.test(words[at] ?? ''))) {
    if (words[at] === '--') {
      at++;
      break;
    }
    at += values.has(words[at] ?? '') ? 2 : 1;
  }
  // The duration is the first word of timeout that is no option.
  return words.slice(name === 'timeout' ? at + 1 : at);
}

function ofBpftrace(words: readonly string[]): Definitions {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-e' || word === '--eval') {
      const text = words[at + 1];
      if (text === undefined) break;
      return { files: [], inline: { text, lang: 'bpftrace' } };
    }
    if (word === '-')
      throw new UsageError('a script that bpftrace reads from its standard input cannot be checked first');
    if (bpftraceValues.has(word)) at++;
    else if (!word.startsWith('-')) return { files: [word] };
  }
  throw new UsageError(`no script among the arguments of bpftrace: ${words.join(' ')}`);
}

function ofShell(words: readonly string[]): Definitions {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    // `-ec TEXT` is `-e -c TEXT`.
    if (/^-[a-z]*c$/.test(word)) {
      const text = words[at + 1];
      if (text !== undefined) return { files: [], inline: { text, lang: 'shell' } };
    }
    if (word === '-o' || word === '+o') at++;
    else if (!/^[-+]/.test(word)) return { files: [word] };
  }
  throw new UsageError('no script among the arguments of the shell');
}

function ofPython(words: readonly string[]): Definitions {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-m' || word === '-c' || word === '-') {
      throw new UsageError(`what python3 runs with ${word} cannot be checked first`);
    }
    if (pythonValues.has(word)) at++;
    else if (!word.startsWith('-')) return { files: [word] };
  }
  throw new UsageError('no script among the arguments of python3');
}

/** As execvp(3) finds a program: a name without a slash in the directories of PATH. */
function findProgram(command: string, io: Io): string {
  if (command.includes('/')) return command;
  for (const directory of (io.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(directory || '.', command);
    if (io.fs.statSync(path.resolve(io.cwd, file), { throwIfNoEntry: false })?.isFile() === true) return file;
  }
  throw new UsageError(`no such command: ${command}`);
}

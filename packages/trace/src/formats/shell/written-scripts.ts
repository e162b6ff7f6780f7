import type { MappedText } from '../../embedded/mapped-text';
import { looksLikeBpftrace } from '../../looks-like-bpftrace';
import { findInput, withoutRunners, wordText } from './output';
import type { ShellCommand } from './syntax';
import type { Variables } from './variables';

/** What a script that a command writes into a file is written in: by the suffix or, where the name is not known, by what it begins with. */
export function langOfScript(path: string, target: MappedText, text: MappedText): string | undefined {
  if (path.endsWith('.bt')) return 'bpftrace';
  if (path.endsWith('.stp')) return 'systemtap';
  if (path.endsWith('.ply')) return 'ply';
  if (path.endsWith('.bpf.c')) return 'libbpf-c';
  if (path.endsWith('.py')) return importsBcc(text) ? 'bcc' : undefined;
  const isNamed = target.unknownIn(0, target.text.length).length === 0;
  return !isNamed && looksLikeBpftrace(text.text) ? 'bpftrace' : undefined;
}

function importsBcc({ text }: MappedText): boolean {
  return /^[ \t]*(?:from|import)[ \t]+bcc\b/m.test(text);
}

/** `python3 -c PROGRAM`, or a program from the input, where it traces with BCC. */
export function findPython(command: ShellCommand, variables: Variables, echoEscapes: boolean): MappedText | undefined {
  const words = withoutRunners(command, variables);
  const at = words.findIndex((word) => wordText(word, variables) === '-c');
  const program = words[at + 1];
  const isInput = words.length === 1 || (words.length === 2 && wordText(words[1], variables) === '-');
  const text =
    at > 0 && program
      ? variables.expand(program)
      : isInput
        ? findInput(command, variables, { echoEscapes })
        : undefined;
  return text && importsBcc(text) ? text : undefined;
}

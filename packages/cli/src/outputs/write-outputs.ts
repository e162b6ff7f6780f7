import type { Io } from '../io';
import { writeAtomically } from './write-atomically';

/** A text, whole or in pieces, for a file or for the standard output. */
export interface Rendered {
  /** As the user named it; absent: the standard output. */
  readonly file?: string;
  readonly text: string | Iterable<string>;
}

/** Writes files first, so that what stands on the terminal is the end. */
export function writeOutputs(outputs: readonly Rendered[], io: Io): void {
  for (const { file, text } of outputs) if (file !== undefined) writeAtomically(io, file, text);
  for (const { file, text } of outputs) {
    if (file === undefined) for (const piece of typeof text === 'string' ? [text] : text) io.stdout.write(piece);
  }
}

/** The value of `--format` as help has it: `NAME[:FILE]`, of these. */
export function formatOption(reporters: readonly { readonly id: string }[]) {
  return {
    format: {
      value: 'NAME[:FILE]',
      multiple: true,
      help: `${reporters.map(({ id }) => id).join(', ')} (the first is the default); with FILE, it is written there and not to the standard output`,
    },
  } as const;
}

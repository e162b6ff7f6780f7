import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import type { Tracer } from '../tracer';
import { findEvents, findFunctions } from './find-events';
import { findProbes } from './find-probes';
import { findRecording } from './recordings';

/** perf: `perf probe`, and the commands that take events. */
export const perf: Tracer = {
  name: 'perf',
  find(words) {
    // Options of perf itself stand in front of the command.
    const at = words.findIndex(({ text }) => !text.startsWith('-'));
    const command = words[at];
    return command ? findInCommand(command, words.slice(at + 1)) : [];
  },
};

function findInCommand(command: MappedText, words: readonly MappedText[]): readonly EmbeddedDefinition[] {
  switch (command.text) {
    case 'probe':
      return findProbes(words);
    case 'record':
    case 'stat':
    case 'top':
    case 'trace':
      return findEvents(command, words);
    case 'ftrace':
      return findFunctions(words);
    default:
      return findRecording(command, words);
  }
}

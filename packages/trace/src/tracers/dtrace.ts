import { readOptions } from './options';
import type { Tracer } from './tracer';

const options = { short: 'bcDfHiILmnopPsUxX', long: '', anywhere: true } as const;

/** dtrace: each `-n` is a clause. */
export const dtrace: Tracer = {
  name: 'dtrace',
  find: (words) =>
    readOptions(words, options).options.flatMap(({ name, value }) =>
      name === 'n' && value ? [{ lang: 'dtrace', text: value }] : [],
    ),
};

import type { Effect } from '@tracefit/model';

/** What an effect means to the person who runs the definition. */
export const effectWords: Readonly<Record<Effect, string>> = {
  'wrong-data': 'it runs without an error and shows wrong data',
  'never-fires': 'it runs without an error and this probe never fires',
  incomplete: 'it runs without an error and misses a part of the calls',
  'will-not-load': 'the tool reports an error and does not start',
  none: 'none, as it is written',
};

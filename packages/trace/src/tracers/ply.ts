import { readOptions } from './options';
import type { Tracer } from './tracer';

/** ply: a program as a word; else the word names a file. */
export const ply: Tracer = {
  name: 'ply',
  find(words) {
    const [program] = readOptions(words, { short: 'c', long: 'command' }).rest;
    return program?.text.includes('{') ? [{ lang: 'ply', text: program }] : [];
  },
};

import { apply } from './call';
import { createScope, textValue, type Option } from './value';
import type { Oracle } from '../../../explore';
import type { SpanMaker } from '../../../span-maker';
import type { Stmt } from '../python/syntax';
import { evaluate } from './evaluate';
import { execute } from './execute';
import type { Machine } from './machine';

export interface RunOptions {
  readonly source: string;
  /** What the file is called. */
  readonly path: string;
  readonly body: readonly Stmt[];
  readonly matters: Machine['matters'];
  readonly makes: Machine['makes'];
  readonly spans: SpanMaker;
  readonly readFile: Machine['readFile'];
  readonly oracle: Oracle;
  /** The command line options that are given, by their `dest`. */
  readonly given: readonly string[];
}

/** Follows a script from its first to its last statement. Nothing is executed: this is arithmetic on its texts. */
export function runScript({ source, path, body, matters, makes, spans, readFile, oracle, given }: RunOptions): Machine {
  const globals = createScope();
  const options: Option[] = [];
  const machine: Machine = {
    source,
    oracle,
    span: ({ start, end }) => spans(start, end),
    matters,
    makes,
    given,
    options,
    optionsRead: new Set(),
    programs: [],
    attached: [],
    visited: new Set(),
    globals,
    readFile,
    guards: [],
    caught: false,
    group: undefined,
    ended: false,
    givenRead: 0,
    steps: 0,
    depth: 0,
    rules: { evaluate, execute, apply },
  };
  const nowhere = { start: 0, end: 0 };
  globals.names.set('__name__', textValue('__main__', nowhere));
  // Files beside the script are found from its own directory.
  globals.names.set('__file__', textValue(path.replace(/^.*\//s, ''), nowhere));
  execute(machine, globals, body);
  return machine;
}

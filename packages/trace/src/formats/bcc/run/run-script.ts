import { createScope, type Option } from './value';
import type { Oracle } from '../../../explore';
import type { SpanMaker } from '../../../span-maker';
import type { Stmt } from '../python/syntax';
import { evaluate } from './evaluate';
import { execute } from './execute';
import type { Machine } from './machine';

export interface RunOptions {
  readonly source: string;
  readonly body: readonly Stmt[];
  readonly matters: Machine['matters'];
  readonly spans: SpanMaker;
  readonly oracle: Oracle;
  /** The command line option that is given, by its `dest`. */
  readonly given?: string;
}

/** Follows a script from its first to its last statement. Nothing is executed: this is arithmetic on its texts. */
export function runScript({ source, body, matters, spans, oracle, given }: RunOptions): Machine {
  const globals = createScope();
  const options: Option[] = [];
  const machine: Machine = {
    source,
    oracle,
    span: ({ start, end }) => spans(start, end),
    matters,
    given,
    options,
    optionsRead: new Set(),
    programs: [],
    attached: [],
    visited: new Set(),
    globals,
    guards: [],
    caught: false,
    group: undefined,
    ended: false,
    steps: 0,
    depth: 0,
    rules: { evaluate, execute },
  };
  globals.names.set('__name__', { kind: 'text', value: { text: '__main__', pieces: [] } });
  execute(machine, globals, body);
  return machine;
}

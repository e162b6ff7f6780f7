import type { Probe, Use } from '@tracefit/model';
import { pieceOf, type MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { eventProbe } from '../../tracefs/event-probe';
import { createSpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { traceOf } from '../tracer';
import { splitWords } from './probe-point';

/** How a tool uses the functions it is given. */
export interface FunctionUse {
  /** Patterns are regular expressions of Python. */
  readonly regular: boolean;
  /** They are probed where they begin and where they return. */
  readonly both: boolean;
  /** How many arguments are printed. */
  readonly arguments: number;
}

/** Patterns as funccount, stackcount, funclatency and funcslower take them: `FUNCTION`, `LIBRARY:FUNCTION`, `t:CATEGORY:EVENT`. */
export function defineFunctions(patterns: readonly MappedText[], use: FunctionUse): readonly EmbeddedDefinition[] {
  return patterns.map((text): EmbeddedDefinition => {
    const words = splitWords(text.text, 0);
    const [type, scope] = words.length === 3 ? [words[0]?.text ?? '', words[1]] : ['p', words[words.length - 2]];
    const name = words.at(-1);
    if (words.length > 3 || !name || !/^[ptu]?$/.test(type))
      return { lang: 'bcc', text, read: (file) => refused(file) };
    if (type === 'u' || (type !== 't' && scope !== undefined && scope.text !== '')) return userSpaceProbe(text);
    const piece = pieceOf(text, type === 't' ? (scope?.start ?? 0) : name.start, name.end);
    return { lang: 'bcc', text: piece, read: (file) => (type === 't' ? readEvents(file) : readFunctions(file, use)) };
  });
}

/** A probe of user space, of which nothing is looked at. */
export function userSpaceProbe(text: MappedText): EmbeddedDefinition {
  return {
    lang: 'bcc',
    text,
    read: (file) => {
      const span = createSpanMaker(file.text)(0, file.text.length);
      const reason = 'user-space probe: tracefit checks the kernel side only';
      const attach: Probe['attach'] = { kind: 'uprobe', name: file.text.slice(0, 200), span };
      return traceOf(file, 'bcc', [{ attach, uses: [], guards: [], unknowns: [{ reason, span }], span }]);
    },
  };
}

function refused(file: SourceFile) {
  const span = createSpanMaker(file.text)(0, file.text.length);
  return traceOf(file, 'bcc', [], [{ kind: 'syntax', message: 'expected [p|t|u]:[LIBRARY|CATEGORY]:PATTERN', span }]);
}

function readEvents(file: SourceFile) {
  const spanAt = createSpanMaker(file.text);
  const [system = '', event = ''] = file.text.split(':');
  const probe = eventProbe({ spanAt }, system, event, { start: 0, end: file.text.length });
  return traceOf(file, 'bcc', [{ ...probe, uses: [] }]);
}

/** What a regular expression of names matches from their first letter on, as a pattern; `undefined` where none says it. */
function globOf(expression: string): string | undefined {
  const [, name = '', end] = /^\^?((?:\w|\.\*)+)(\$?)$/.exec(expression) ?? [];
  if (name === '') return undefined;
  return `${name.replaceAll('.*', '*')}${end === '$' ? '' : '*'}`.replace(/\*+/g, '*');
}

function readFunctions(file: SourceFile, { regular, both, arguments: count }: FunctionUse) {
  const name = file.text;
  const span = createSpanMaker(name)(0, name.length);
  const plain = regular ? globOf(name) : name;
  if (plain === undefined) {
    const message = 'a regular expression for functions is not followed';
    return traceOf(file, 'bcc', [], [{ kind: 'unsupported', message, span }]);
  }
  // A name that does not stand there has a place without length.
  const at = plain === name ? span : createSpanMaker(name)(0, 0);
  const wildcard = plain.includes('*') ? { wildcard: true } : {};
  const uses = Array.from({ length: Math.min(count, 6) }, (_, index): Use => ({
    kind: 'value',
    base: { kind: 'arg', index },
    baseSpan: span,
    path: [],
    span,
  }));
  const entry: Probe = {
    attach: { kind: 'kprobe', name: plain, span: at, ...wildcard },
    uses,
    guards: [],
    unknowns: [],
    span,
  };
  const end: Probe = { ...entry, attach: { ...entry.attach, kind: 'kretprobe' }, uses: [] };
  return traceOf(file, 'bcc', both ? [entry, end] : [entry]);
}

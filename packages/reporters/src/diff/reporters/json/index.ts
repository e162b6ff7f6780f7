import type { SurfaceDiff } from '@tracefit/model';
import { visibleJson } from '../../../visible-text';
import type { DiffReporter } from '../../diff-reporter';

/** All entries, whatever the text leaves out: `schemas/diff.schema.json`. */
export const json: DiffReporter = {
  id: 'json',
  title: 'the whole difference as JSON',
  render,
};

/** Entry by entry: the whole surface of two kernels is more than one text should hold. */
function* render({ entries, ...rest }: SurfaceDiff): Iterable<string> {
  const head = textOf({ ...rest, entries: [] }).replace(/\[\]\n\}$/, '');
  yield `${head}[`;
  for (const [at, { part, name, change, breaking, module, details, candidates, usedBy }] of entries.entries()) {
    const entry = { part, name, change, breaking, module, details, candidates, usedBy };
    yield `${at === 0 ? '' : ','}\n${textOf(entry).replace(/^/gm, '    ')}`;
  }
  yield entries.length > 0 ? '\n  ]\n}\n' : ']\n}\n';
}

function textOf(value: unknown): string {
  return visibleJson(JSON.stringify(value, undefined, 2));
}

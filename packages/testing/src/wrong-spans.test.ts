import type { Probe, Span, TraceFile } from '@tracefit/model';
import { wrongSpans } from './wrong-spans';

const text = 'p vfs_read\np vfs_write file=%di\n';

function trace(probe: Partial<Probe>): TraceFile {
  const span: Span = { start: 11, end: 31, line: 2, column: 1 };
  const attach = { kind: 'kprobe', name: 'vfs_write', span: { start: 13, end: 22, line: 2, column: 3 } } as const;
  const whole: Probe = { attach, uses: [], guards: [], unknowns: [], span, ...probe };
  return { path: '-', format: 'kprobe_events', tool: 'tracefs', text, probes: [whole], declared: [], problems: [] };
}

function register(baseSpan: Span): Partial<Probe> {
  const span = { start: 23, end: 31, line: 2, column: 13 };
  return { uses: [{ kind: 'value', base: { kind: 'register', name: 'di' }, path: [], baseSpan, span }] };
}

test('right places are not told', () => {
  expect(wrongSpans(trace(register({ start: 28, end: 31, line: 2, column: 18 })))).toEqual([]);
});

test.each([
  ['leaves the text', { start: 28, end: 99, line: 2, column: 18 }, /leaves the text/],
  ['ends before it begins', { start: 28, end: 27, line: 2, column: 18 }, /leaves the text/],
  ['has the wrong line', { start: 28, end: 31, line: 1, column: 29 }, /another line or column/],
  ['has the wrong column', { start: 28, end: 31, line: 2, column: 17 }, /another line or column/],
  ['holds another name', { start: 23, end: 27, line: 2, column: 13 }, /points at "file", not at "di"/],
])('a place that %s is told', (_, span, sentence) => {
  expect(wrongSpans(trace(register(span)))).toEqual([expect.stringMatching(sentence)]);
});

test('an attach point that stands elsewhere is told', () => {
  const attach = { kind: 'kprobe', name: 'vfs_write', span: { start: 2, end: 10, line: 1, column: 3 } } as const;
  expect(wrongSpans(trace({ attach }))).toEqual([expect.stringMatching(/points at "vfs_read", not at "vfs_write"/)]);
});

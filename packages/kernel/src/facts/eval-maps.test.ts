import { newImageBuilder, typesOf } from '../../test/build-image';
import { TRACE_STRUCTS } from '../../test/trace-structs';
import { readEvalMaps } from './eval-maps';

function evalMaps(rows: readonly (readonly [text: string, value: number])[]) {
  const builder = newImageBuilder();
  const system = builder.text('writeback');
  const maps = rows.map(([text, value]) =>
    builder.struct(
      24,
      new Map<number, { readonly pointer: number } | { readonly number: number }>([
        [0, { pointer: system }],
        [8, { pointer: builder.text(text) }],
        [16, { number: value }],
      ]),
    ),
  );
  builder.table('__start_ftrace_eval_maps', '__stop_ftrace_eval_maps', maps);
  return { system, evals: readEvalMaps(builder.build(), typesOf(TRACE_STRUCTS)) };
}

describe('readEvalMaps', () => {
  const { system, evals } = evalMaps([
    ['WB_REASON_SYNC', 2],
    ['WB_REASON_SYNC_ALL', 7],
    ['sizeof(struct inode)', 600],
  ]);

  it('replaces constants that stand as whole words', () => {
    expect(evals.inPrintFormat(system, '"r=%s", __print_symbolic(REC->reason, {WB_REASON_SYNC, "sync"})')).toBe(
      '"r=%s", __print_symbolic(REC->reason, {2, "sync"})',
    );
    expect(evals.inPrintFormat(system, '"%d", WB_REASON_SYNC_ALL')).toBe('"%d", 7');
  });

  it('leaves strings and members alone', () => {
    const format = '"WB_REASON_SYNC \\" WB_REASON_SYNC", REC->WB_REASON_SYNC, x.WB_REASON_SYNC';
    expect(evals.inPrintFormat(system, format)).toBe(format);
  });

  it('replaces a sizeof as a whole', () => {
    expect(evals.inPrintFormat(system, '"%d", sizeof(struct inode) + 1')).toBe('"%d", 600 + 1');
  });

  it('replaces the length of an array type', () => {
    expect(evals.inFieldType(system, 'char[WB_REASON_SYNC_ALL]')).toBe('char[7]');
    expect(evals.inFieldType(system, 'char[16]')).toBe('char[16]');
  });

  it('does not replace in another system', () => {
    expect(evals.inPrintFormat(system + 8, '"%d", WB_REASON_SYNC')).toBe('"%d", WB_REASON_SYNC');
  });

  it('goes once over a long hostile format', () => {
    const format = `${'a->'.repeat(200_000)}"${'\\"'.repeat(100_000)}`;
    expect(evals.inPrintFormat(system, format)).toBe(format);
  });
});

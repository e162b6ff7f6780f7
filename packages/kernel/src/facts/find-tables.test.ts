import { addTraceEvent } from '../../test/add-trace-event';
import { BASE, newImageBuilder, typesOf } from '../../test/build-image';
import { TRACE_STRUCTS } from '../../test/trace-structs';
import { withFoundTables } from './find-tables';
import { readFacts } from './read-facts';

const TYPES = typesOf(TRACE_STRUCTS);
const FUNCTIONS = 1100;
const startOf = (i: number) => 0x100 + i * 16;

/** An image that lists its functions and no data; its tables stand one behind the other as the linker lays them out. */
function build({ events = 40, listed = 35, pairs = true } = {}) {
  const builder = newImageBuilder();
  // What the symbols of data would be is not listed.
  const silent = { ...builder, symbol: () => undefined };
  builder.symbol('_stext', 0x100, 'T');
  for (let i = 0; i < FUNCTIONS; i++) builder.symbol(`__arm64_sys_call_${i}`, startOf(i), 'T');
  builder.symbol('_etext', startOf(FUNCTIONS), 'T');
  const fields = [{ type: 'pid_t', name: 'pid', size: 4, align: 4, signed: true }];
  const event = (i: number) =>
    addTraceEvent(silent, { system: 'sched', name: `sched_event_${i}`, fields, print: '"%d", REC->pid' });
  const calls = Array.from({ length: events }, (_, i) => event(i));
  const syscall = (i: number) =>
    builder.struct(
      32,
      new Map([
        [0, { pointer: builder.text(`sys_call_${i}`) }],
        [16, { pointer: startOf(0) }],
        [24, { pointer: startOf(0) }],
      ]),
    );
  const syscalls = Array.from({ length: 40 }, (_, i) => syscall(i));
  const evalText = builder.text('1');
  const evalMap = builder.struct(
    24,
    new Map([
      [0, { pointer: builder.text('sched') }],
      [8, { pointer: evalText }],
    ]),
  );
  builder.bytes(Buffer.from([1, 2, 3, 4]));
  builder.pointers(Array.from({ length: 38 }, (_, i) => startOf(i)));
  builder.bytes(Buffer.from([1, 2, 3, 4]));
  const sited = Array.from({ length: FUNCTIONS }, (_, i) => i).filter((i) => i !== 7);
  const sites = builder.pointers(sited.map(startOf));
  builder.bytes(Buffer.from('init data'));
  builder.pointers([...calls, evalMap, evalMap, ...syscalls]);
  const blacklist = builder.pointers(Array.from({ length: listed }, (_, i) => startOf(i)));
  const end = blacklist + listed * 8;
  if (pairs) {
    // struct error_injection_entry: it begins at a multiple of 32.
    const gap = (32 - (Number((BASE + BigInt(end)) % 32n) & 31)) & 31;
    if (gap > 0) builder.pointers(new Array<undefined>(gap / 8).fill(undefined));
    for (const i of [900, 901, 902])
      builder.struct(
        16,
        new Map<number, { pointer: number } | { number: number }>([
          [0, { pointer: startOf(i) }],
          [8, { number: 2 }],
        ]),
      );
  }
  return { image: builder.build({ arch: 'arm64' }), sites, end };
}

describe('the tables of an image that lists no data', () => {
  test('are found by what they point at', () => {
    const { image } = build();
    const { notes, complete, tracepoints, factsOf } = readFacts(image, TYPES);
    expect(complete).toEqual(['sections', 'tracepoints', 'syscalls']);
    expect(notes).toEqual(['the image does not tell its configuration']);
    const own = tracepoints.filter(({ system }) => system === 'sched');
    expect(own).toHaveLength(40);
    expect(own[3]).toMatchObject({ name: 'sched_event_3', print: '"%d", REC->pid' });
    const facts = (i: number) => {
      const symbol = image.symbol(`__arm64_sys_call_${i}`);
      return symbol && factsOf(symbol);
    };
    expect([facts(6)?.ftrace, facts(7)?.ftrace]).toEqual([true, false]);
    expect([facts(34)?.blacklisted, facts(35)?.blacklisted]).toEqual([true, false]);
  });

  test.each([32, 33, 34, 35, 36, 37, 38, 39])('end before the pairs that stand behind: %i entries', (listed) => {
    const { image } = build({ listed });
    const { factsOf } = readFacts(image, TYPES);
    const blacklisted = image.functions.filter((symbol) => factsOf(symbol).blacklisted);
    expect(blacklisted.filter(({ name }) => name !== '_stext')).toHaveLength(listed);
  });

  test('that are too short to be no chance are not found, and nothing is said of them', () => {
    const { image } = build({ events: 20 });
    const { complete, notes } = readFacts(image, TYPES);
    expect(complete).not.toContain('tracepoints');
    expect(notes).toContain('the image has no table of trace events');
  });

  test('are left to their symbols where there are some', () => {
    const builder = newImageBuilder();
    builder.table('__start_mcount_loc', '__stop_mcount_loc', [0x100]);
    const image = builder.build();
    expect(withFoundTables(image, TYPES)).toBe(image);
  });
});

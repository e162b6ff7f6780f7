import { addTraceEvent } from '../../test/add-trace-event';
import { DATA, newImageBuilder, typesOf } from '../../test/build-image';
import type { ImageBuilder } from '../../test/build-image';
import { TRACE_STRUCTS } from '../../test/trace-structs';
import { readTraceEvents } from './trace-events';

const TYPES = typesOf(TRACE_STRUCTS);

const WAKEUP = {
  system: 'sched',
  name: 'sched_wakeup',
  fields: [
    { type: 'char[TASK_COMM_LEN]', name: 'comm', size: 16, align: 1, len: 16 },
    { type: 'pid_t', name: 'pid', size: 4, align: 4, signed: true },
    { type: '__data_loc char[]', name: 'group', size: 4, align: 4 },
    { type: 'u64', name: 'runtime', size: 8, align: 8 },
  ],
  print: '"comm=%s pid=%d", REC->comm, REC->pid',
};

const COMMON = [
  { name: 'common_type', type: 'unsigned short', offset: 0, size: 2, signed: false },
  { name: 'common_flags', type: 'unsigned char', offset: 2, size: 1, signed: false },
  { name: 'common_preempt_count', type: 'unsigned char', offset: 3, size: 1, signed: false },
  { name: 'common_pid', type: 'int', offset: 4, size: 4, signed: true },
];

function withEvents(add: (builder: ImageBuilder) => readonly (number | undefined)[]) {
  const builder = newImageBuilder();
  builder.table('__start_ftrace_events', '__stop_ftrace_events', add(builder));
  return builder;
}

describe('readTraceEvents', () => {
  it('reads an event as its format file shows it', () => {
    const image = withEvents((builder) => [addTraceEvent(builder, WAKEUP)]).build();
    expect(readTraceEvents(image, TYPES, [])).toEqual({
      complete: true,
      notes: [],
      events: [
        {
          system: 'sched',
          name: 'sched_wakeup',
          fields: [
            ...COMMON,
            { name: 'comm', type: 'char[16]', offset: 8, size: 16, signed: false },
            { name: 'pid', type: 'pid_t', offset: 24, size: 4, signed: true },
            { name: 'group', type: '__data_loc char[]', offset: 28, size: 4, signed: false },
            { name: 'runtime', type: 'u64', offset: 32, size: 8, signed: false },
          ],
          print: '"comm=%s pid=%d", REC->comm, REC->pid',
        },
      ],
    });
  });

  it('takes the name itself where an event has no tracepoint', () => {
    const builder = withEvents((made) => {
      const call = addTraceEvent(made, { ...WAKEUP, system: 'ftrace' });
      made.patchPointer(call + 24, 0xffffffff81000000n + BigInt(made.text('function')));
      return [call];
    });
    expect(readTraceEvents(builder.build(), TYPES, []).events).toMatchObject([{ system: 'ftrace', name: 'function' }]);
  });

  it('leaves the fields unread where a function defines them', () => {
    const builder = withEvents((made) => {
      const call = addTraceEvent(made, { ...WAKEUP, fields: [] });
      const eventClass = made.struct(24, new Map([[0, { pointer: made.text('sched') }]]));
      const rows = made.struct(80, new Map());
      made.patchPointer(rows, 1n);
      made.patchPointer(eventClass + 16, 0xffffffff81000000n + BigInt(rows));
      made.patchPointer(call + 16, 0xffffffff81000000n + BigInt(eventClass));
      return [call];
    });
    const [event] = readTraceEvents(builder.build(), TYPES, []).events;
    expect(event).toMatchObject({ name: 'sched_wakeup' });
    expect(event).not.toHaveProperty('fields');
  });

  it('is not complete where an entry leads nowhere', () => {
    const image = withEvents((builder) => [undefined, addTraceEvent(builder, WAKEUP), DATA + 0xff00]).build();
    const { events, complete, notes } = readTraceEvents(image, TYPES, []);
    expect(events.map((event) => event.name)).toEqual(['sched_wakeup']);
    expect(complete).toBe(false);
    expect(notes).toEqual(['2 trace events of the image could not be read']);
  });

  it('ends at the last field it allows where a table does not end', () => {
    const builder = withEvents((made) => [addTraceEvent(made, WAKEUP)]);
    const endless = newImageBuilder();
    const type = endless.text('int');
    const name = endless.text('prev_pid');
    const members = new Map([
      [0, { pointer: type }],
      [8, { pointer: name }],
    ]);
    const rows = Array.from({ length: 600 }, () => endless.struct(40, members));
    const eventClass = endless.struct(
      24,
      new Map([
        [0, { pointer: endless.text('sched') }],
        [16, { pointer: rows[0] ?? 0 }],
      ]),
    );
    const call = endless.struct(
      48,
      new Map([
        [16, { pointer: eventClass }],
        [24, { pointer: endless.text('sched_switch') }],
      ]),
    );
    endless.table('__start_ftrace_events', '__stop_ftrace_events', [call]);
    const [event] = readTraceEvents(endless.build(), TYPES, []).events;
    expect(event).toEqual({ system: 'sched', name: 'sched_switch' });
    expect(readTraceEvents(builder.build(), TYPES, []).complete).toBe(true);
  });

  it('says why it reads nothing without the types of the kernel', () => {
    const image = withEvents((builder) => [addTraceEvent(builder, WAKEUP)]).build();
    expect(readTraceEvents(image, typesOf(''), [])).toEqual({
      events: [],
      complete: false,
      notes: ['the layout of trace events is not known without BTF'],
    });
  });
});

import { gzipSync } from 'node:zlib';
import { seededRandom } from '@tracefit/testing';
import { addTraceEvent } from '../../test/add-trace-event';
import { newImageBuilder, typesOf } from '../../test/build-image';
import { TRACE_STRUCTS } from '../../test/trace-structs';
import type { KernelImage } from '../image/kernel-image';
import { readFacts } from './read-facts';

const TYPES = typesOf(TRACE_STRUCTS);
const ENDBR64 = [0xf3, 0x0f, 0x1e, 0xfa];

function build(change: Partial<KernelImage> = {}): KernelImage {
  const builder = newImageBuilder();
  builder.symbol('_stext', 0, 'T');
  builder.symbol('vfs_read', 0x100, 'T');
  builder.symbol('ksys_read', 0x100, 'T');
  builder.symbol('vfs_read.cold', 0x180);
  builder.symbol('get_kprobe', 0x200);
  builder.symbol('sched_clock_tick', 0x280);
  builder.symbol('_etext', 0x1000, 'T');
  builder.symbol('_sinittext', 0x2000, 'T');
  builder.symbol('start_kernel', 0x2000, 'T');
  builder.symbol('_einittext', 0x3000, 'T');
  builder.symbol('__altinstr', 0x3000);
  builder.symbol('current_task', 0x1d000, 'A');
  builder.code(0x280, ENDBR64);
  builder.table('__start_mcount_loc', '__stop_mcount_loc', [0x104, 0x200]);
  builder.table('__start_kprobe_blacklist', '__stop_kprobe_blacklist', [0x200]);
  const bugs = builder.bytes(new Uint8Array(24));
  const view = new DataView(new ArrayBuffer(24));
  view.setInt32(0, 0x180 - bugs, true);
  view.setInt32(12, 0x284 - (bugs + 12), true);
  const image = builder.build();
  image.read(bugs, 24).set(new Uint8Array(view.buffer));
  builder.symbol('__start___bug_table', bugs, 'D');
  builder.symbol('__stop___bug_table', bugs + 24, 'D');
  const wakeup = { system: 'sched', name: 'sched_wakeup', print: '"pid=%d", REC->pid' };
  const pid = { type: 'pid_t', name: 'pid', size: 4, align: 4, signed: true };
  builder.table('__start_ftrace_events', '__stop_ftrace_events', [
    addTraceEvent(builder, { ...wakeup, fields: [pid] }),
  ]);
  builder.table('__start_syscalls_metadata', '__stop_syscalls_metadata', []);
  const config = gzipSync('CONFIG_KPROBES=y\n# CONFIG_KASAN is not set\nCONFIG_LSM="lockdown,bpf"\n');
  const at = builder.bytes(config);
  builder.symbol('kernel_config_data', at, 'D');
  builder.symbol('kernel_config_data_end', at + config.length, 'D');
  return builder.build(change);
}

describe('readFacts', () => {
  it('tells what decides whether a probe is taken, for each symbol', () => {
    const image = build();
    const facts = readFacts(image, TYPES);
    const functions = image.symbols.filter((symbol) =>
      /^(vfs|ksys|get|sched_clock|start_kernel|__alt)/.test(symbol.name),
    );
    expect(Object.fromEntries(functions.map((symbol) => [symbol.name, facts.factsOf(symbol)]))).toEqual({
      vfs_read: { range: 'text', ftrace: true, blacklisted: false },
      ksys_read: { range: 'text', ftrace: true, blacklisted: false, alias: 'vfs_read' },
      'vfs_read.cold': { range: 'text', ftrace: false, blacklisted: false, reserved: true },
      get_kprobe: { range: 'text', ftrace: true, blacklisted: true },
      sched_clock_tick: { range: 'text', ftrace: false, blacklisted: false, reserved: true },
      start_kernel: { range: 'init', ftrace: false, blacklisted: false, alias: '_sinittext' },
      __altinstr: { range: 'other', ftrace: false, blacklisted: false, alias: '_einittext' },
    });
    expect(facts.complete).toEqual(['sections', 'tracepoints', 'syscalls', 'config']);
    expect(facts.config).toEqual({ CONFIG_KPROBES: 'y', CONFIG_LSM: 'lockdown,bpf' });
    expect(facts.tracepoints).toMatchObject([{ system: 'sched', name: 'sched_wakeup' }]);
    expect(facts.notes).toEqual([]);
  });

  it('says nothing of an absolute symbol', () => {
    const image = build();
    const [symbol] = image.symbolsOf('current_task');
    expect(symbol && readFacts(image, TYPES).factsOf(symbol)).toEqual({});
  });

  it('notes every kind of fact that an image without symbols does not have', () => {
    const image = newImageBuilder().build();
    const facts = readFacts(image, TYPES);
    expect(facts.complete).toEqual([]);
    expect(facts.notes).toEqual([
      'the image does not tell which functions ftrace can patch',
      'the image does not tell the kprobe blacklist',
      'the image does not tell the ranges of the text',
      'the image does not tell the system calls',
      'the image does not tell its configuration',
      'the image has no table of trace events',
    ]);
  });

  it('turns a damaged configuration into a note', () => {
    const image = build();
    const start = image.addressOf('kernel_config_data') ?? 0;
    image.read(start, 16).fill(0xff);
    const facts = readFacts(image, TYPES);
    expect(facts.complete).not.toContain('config');
    expect(facts.notes).toEqual(['its configuration could not be read: the gzip data is damaged']);
  });

  it.each([1, 2, 3, 4])('gives facts or notes for any bytes (seed %i)', (seed) => {
    const random = seededRandom(seed);
    for (let round = 0; round < 150; round++) {
      const image = build();
      const data = image.read(0x20000, 0x1000);
      for (let change = random(12); change >= 0; change--) {
        const at = random(data.length);
        data[at] = random(4) === 0 ? random(256) : (data[random(data.length)] ?? 0);
      }
      const facts = readFacts(image, TYPES);
      for (const symbol of image.symbols) facts.factsOf(symbol);
      expect(facts.notes.length).toBeLessThan(10);
    }
  });

  it.each([1, 2])('gives facts or notes wherever the symbols point (seed %i)', (seed) => {
    const random = seededRandom(seed);
    for (let round = 0; round < 100; round++) {
      const builder = newImageBuilder();
      for (const { name } of build().symbols) builder.symbol(name, random(0x40000) - 0x4000, 'D');
      const facts = readFacts(builder.build(), TYPES);
      expect(facts.notes.length).toBeLessThan(10);
    }
  });
});

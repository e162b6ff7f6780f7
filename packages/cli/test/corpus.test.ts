import { sourceFile } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';
import { missedHits, plainSearch } from '../corpus/plain-search';

function read(name: string, text: string, lang: string) {
  const trace = readTrace(sourceFile(name, text), lang);
  if (!trace) throw new Error('the script was not read');
  return trace;
}

test('the plain search finds the attach points of bpftrace that are not in comments', () => {
  const trace = read(
    'a.bt',
    '// kprobe:vfs_open\nkprobe:vfs_read,\nkretprobe:vfs_write { @ = count(); }\n/* kprobe:vfs_fsync */',
    'bpftrace',
  );
  expect(plainSearch(trace, new Uint8Array())).toEqual([
    { text: 'kprobe:vfs_read', line: 2 },
    { text: 'kretprobe:vfs_write', line: 3 },
  ]);
});

test('the plain search finds calls and names by which BCC attaches', () => {
  const trace = read(
    'a.py',
    'b = BPF(text="""\nint kprobe__vfs_read(struct pt_regs *ctx) { return 0; }\nint f(void *c) { return 0; }\n""")\nb.attach_kprobe(event="vfs_write", fn_name="f")\n',
    'bcc',
  );
  const hits = plainSearch(trace, new Uint8Array()) ?? [];
  expect(hits.map(({ line }) => line)).toEqual([2, 5]);
  expect(missedHits(hits, [trace])).toEqual([]);
});

test('a hit without a probe is missed', () => {
  const trace = read('a.bt', 'kprobe:vfs_read { @ = count(); }', 'bpftrace');
  expect(missedHits([{ text: 'kprobe:vfs_write', line: 7 }], [trace])).toEqual([{ text: 'kprobe:vfs_write', line: 7 }]);
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import { readTrace, traceFormats, type SourceFile } from '.';

function file(path: string, text: string): SourceFile {
  return { path, text, bytes: new TextEncoder().encode(text) };
}

describe('the registry', () => {
  test('has every format of the folder once, except those that begin with _', () => {
    const folders = readdirSync(join(__dirname, 'formats')).filter((name) => !name.startsWith('_'));
    const ids = traceFormats.map(({ id }) => id);
    expect(ids.map((id) => id.replaceAll('_', '-')).sort()).toEqual(folders.sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives every suffix to one format only', () => {
    const suffixes = traceFormats.flatMap((format) => format.suffixes);
    expect(new Set(suffixes).size).toBe(suffixes.length);
    expect(suffixes.filter((suffix) => !suffix.startsWith('.'))).toEqual([]);
  });
});

describe('readTrace', () => {
  test.each([
    ['probes.kprobe_events', 'p vfs_read', 'kprobe_events'],
    ['/sys/kernel/tracing/dynamic_events', 'f vfs_read', 'kprobe_events'],
    ['-', 'p:mine vfs_read file=%di\n', 'kprobe_events'],
    ['-', '# comment\n\nr10:mine vfs_read $retval', 'kprobe_events'],
    ['-', 'e:mine sched/sched_switch pid=$prev_pid if prev_pid > 1', 'kprobe_events'],
    ['-', 'vfs_read(x64 file, string buf)\n', 'function_events'],
    ['-', 'do_IRQ()', 'function_events'],
    ['opensnoop.function_events', '', 'function_events'],
  ])('takes %s with %j for %s', (path, text, format) => {
    expect(readTrace(file(path, text))?.format).toBe(format);
  });

  test.each([
    ['README.md', '# A page\n\nSome text about p and r.\n'],
    ['main.c', 'int main(void)\n{\n\treturn 0;\n}\n'],
    ['empty', ''],
    ['prose', 'please probe vfs_read\n'],
  ])('finds no trace in %s', (path, text) => {
    expect(readTrace(file(path, text))).toBeUndefined();
  });

  test('takes the language it is told', () => {
    expect(readTrace(file('notes.txt', 'p vfs_read'), 'kprobe_events')?.probes).toHaveLength(1);
  });

  test('names the nearest languages where it is told one that is not there', () => {
    expect(() => readTrace(file('-', ''), 'kprobe')).toThrow(
      new UsageError('unknown language, did you mean kprobe_events: kprobe'),
    );
    expect(() => readTrace(file('-', ''), 'cobol')).toThrow(/^unknown language, known are .*kprobe_events.*: cobol$/);
  });

  test('refuses binary data that is given for text, with the place', () => {
    const bytes = Uint8Array.of(0x70, 0x20, 0, 0x7f);
    const binary = { path: 'a.kprobe_events', bytes, text: new TextDecoder().decode(bytes) };
    expect(() => readTrace(binary)).toThrow(new FormatError('binary data where ftrace dynamic events is expected', 2));
  });

  test('reads the kernel a comment names', () => {
    const text = '# tracefit: written-for debian/6.1.0-56-amd64\np vfs_read\n';
    expect(readTrace(file('a.kprobe_events', text))?.writtenFor).toBe('debian/6.1.0-56-amd64');
    expect(readTrace(file('a.kprobe_events', 'p vfs_read\n'))).not.toHaveProperty('writtenFor');
  });

  test('reads a file of many megabytes in seconds', () => {
    const text = 'p vfs_read file=%di count=$arg3\n'.repeat(100_000);
    const begin = performance.now();
    expect(readTrace(file('big.kprobe_events', text))?.probes).toHaveLength(100_000);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});

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
    ['/sys/kernel/tracing/events/sched/sched_switch/filter', 'prev_pid == 1', 'ftrace_filter'],
    ['sched.sched_switch.trigger', 'hist:keys=next_pid', 'ftrace_filter'],
    ['probe.sh', "echo 'p vfs_read' > kprobe_events\n", 'shell'],
    ['probe', "#!/bin/sh\nbpftrace -e 'kprobe:vfs_read { }'\n", 'shell'],
    ['-', "echo 'p vfs_read' | sudo tee /sys/kernel/tracing/kprobe_events", 'shell'],
  ])('takes %s with %j for %s', (path, text, format) => {
    expect(readTrace(file(path, text))?.format).toBe(format);
  });

  test.each([
    ['README.md', '# A page\n\nSome text about p and r.\n'],
    ['main.c', 'int main(void)\n{\n\treturn 0;\n}\n'],
    ['empty', ''],
    ['prose', 'please probe vfs_read\n'],
    ['build.sh', '#!/bin/sh\nmake -j8 && echo done\n'],
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

  test.each([
    ['big.kprobe_events', 'p vfs_read file=%di count=$arg3\n', 20_000],
    ['big.function_events', 'vfs_read(x64 file, string buf[1])\n', 20_000],
    ['big.ftrace_filter', 'vfs_read vfs_write:mod:ext4\n', 40_000],
    ['sched.sched_switch.trigger', 'hist:keys=next_pid:a=$b+prev_prio if prev_pid > 1\n', 20_000],
    ['big.sh', "echo 'p vfs_read file=%di' > /sys/kernel/tracing/kprobe_events\n", 20_000],
  ])('reads a %s of many lines in seconds', (path, line, count) => {
    expect(readTrace(file(path, line.repeat(count)))?.probes.length).toBeGreaterThanOrEqual(count);
  });

  test.each([
    ['one line', 'a'.repeat(5_000_000)],
    ['quotes', `echo ${"'".repeat(500_001)} > kprobe_events`],
    ['parentheses', `echo ${'$('.repeat(500_000)} > kprobe_events`],
    ['braces', `echo ${'${'.repeat(200_000)} > kprobe_events`],
    ['pipes', `echo 'p vfs_read' ${'| cat '.repeat(30_000)}> kprobe_events`],
    ['here-documents', 'cat > kprobe_events <<E\n'.repeat(50_000)],
    ['words', `echo ${'x '.repeat(100_000)} > kprobe_events`],
    ['brackets', `echo 'p vfs_read ${'+0('.repeat(100_000)}' > kprobe_events`],
    ['shells', `${'sh -c "'.repeat(5_000)} echo > kprobe_events`],
  ])('reads a script of nothing but %s in seconds', (_, text) => {
    expect(readTrace(file('hostile.sh', `#!/bin/sh\n# kprobe_events\n${text}`), 'shell')).toBeDefined();
  });
});

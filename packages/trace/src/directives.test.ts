import { readDirectives } from './directives';

const allows = (text: string) =>
  (readDirectives(text).allows ?? []).map(
    ({ rules, reason, forLine }) =>
      `${rules.join('+')} ${forLine === undefined ? 'file' : `line ${forLine}`}: ${reason}`,
  );

describe('comments for tracefit', () => {
  test.each([
    ['bpftrace', 'kprobe:vfs_unlink { $d = arg1; } // tracefit: allow arg-changed seen it', 1],
    ['C', 'int f; /* tracefit: allow arg-changed seen it */', 1],
    ['Python', 'b.attach_kprobe(event="vfs_unlink")  # tracefit: allow arg-changed seen it', 1],
    ['kprobe events', 'p vfs_unlink dentry=%si # tracefit: allow arg-changed seen it', 1],
    ['YAML above', '  # tracefit: allow arg-changed seen it\n  - call: vfs_unlink', 2],
    ['C above', '/* tracefit: allow arg-changed seen it */\nint f;', 2],
    ['several lines above', '# tracefit: allow arg-changed seen it\n# and more of it\np vfs_unlink', 3],
  ])('allow a rule on a line of %s', (_name, text, line) => {
    expect(allows(text)).toEqual([`arg-changed line ${line}: seen it`]);
  });

  test('allow a rule in the whole file where they stand at its head, with an empty line below', () => {
    const text = '#!/usr/bin/bpftrace\n// tracefit: allow arg-changed,arg-moved 5.10 only\n\nkprobe:vfs_unlink { }\n';
    expect(allows(text)).toEqual(['arg-changed+arg-moved file: 5.10 only']);
  });

  test('are not read in text that is printed', () => {
    expect(allows('BEGIN { printf("// tracefit: allow arg-changed no"); }')).toEqual([]);
  });

  test('need no reason', () => {
    expect(allows('p vfs_read # tracefit: allow arg-changed')).toEqual(['arg-changed line 1: ']);
  });

  test('name the kernel the definition was written for, once', () => {
    const text = '# tracefit: written-for debian/6.1.0-56-amd64\np vfs_read\n# tracefit: written-for other\n';
    expect(readDirectives(text)).toEqual({ writtenFor: 'debian/6.1.0-56-amd64' });
  });
});

import { sourceFile, testTraceFormat } from '@tracefit/testing';
import { libbpfC } from '.';

testTraceFormat(libbpfC, __dirname);

describe('C source of BPF programs is detected', () => {
  it.each([
    ['kprobe.c', '#include "bpf_helpers.h"\n'],
    ['program.c', '// x\n#include <bpf/bpf_helpers.h>\n'],
    ['-', 'SEC("?fentry.s/vfs_open")\nint f(void *ctx)'],
    ['a.c', 'SEC("tracepoint/sched/sched_switch")'],
  ])('in %s by %j', (path, text) => {
    expect(libbpfC.detect(sourceFile(path, text))).toBe(true);
  });

  it.each([
    ['opensnoop.c', '#include <bpf/libbpf.h>\nint main() { puts("SEC"); }'],
    ['maps.h', '#include <bpf/bpf_helpers.h>'],
    ['a.py', 'SEC("kprobe/vfs_read")'],
    ['-', '#!/bin/sh\nSEC("kprobe/vfs_read")'],
    ['a.c', 'SEC("xdp") int f(struct xdp_md *ctx)'],
  ])('and not in %s by %j', (path, text) => {
    expect(libbpfC.detect(sourceFile(path, text))).toBe(false);
  });
});

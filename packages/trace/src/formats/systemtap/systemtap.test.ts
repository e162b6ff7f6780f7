import { sourceFile, testTraceFormat } from '@tracefit/testing';
import { systemtap } from '.';

testTraceFormat(systemtap, __dirname);

describe('SystemTap scripts are detected', () => {
  it.each([
    '#!/usr/bin/env stap\nprobe begin { }\n',
    '# Reads.\nprobe kernel.function("vfs_read") { }\n',
    'probe syscall.open { }\n',
  ])('%j', (text) => {
    expect(systemtap.detect(sourceFile('x', text))).toBe(true);
  });

  it.each(['kprobe:vfs_read { }\n', 'p:probe vfs_read\n', '#!/bin/sh\nprobe kernel.function("vfs_read") { }\n'])(
    'and not %j',
    (text) => {
      expect(systemtap.detect(sourceFile('x', text))).toBe(false);
    },
  );
});

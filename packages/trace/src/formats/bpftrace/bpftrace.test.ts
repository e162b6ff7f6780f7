import { sourceFile, testTraceFormat } from '@tracefit/testing';
import { bpftrace } from '.';

testTraceFormat(bpftrace, __dirname);

describe('bpftrace scripts are detected', () => {
  it.each([
    '#!/usr/bin/env bpftrace\n',
    '#!/usr/bin/bpftrace -q\n',
    '// a comment\nkprobe:vfs_read { }',
    'fentry:vfs_read,',
  ])('by %j', (text) => {
    expect(bpftrace.detect(sourceFile('script', text))).toBe(true);
  });

  it.each([
    '#!/bin/sh\nkprobe:vfs_read',
    'p:mine vfs_read\n',
    'BEGIN { print }',
    'probe kernel.function("vfs_read") { }',
    '',
  ])('and not by %j', (text) => {
    expect(bpftrace.detect(sourceFile('script', text))).toBe(false);
  });
});

import { sourceFile, testTraceFormat } from '@tracefit/testing';
import { bcc } from '.';

testTraceFormat(bcc, __dirname);

describe('BCC programs are detected', () => {
  it.each([
    ['tool', '#!/usr/bin/env python3\nfrom bcc import BPF\n'],
    ['tool.py', 'import bcc\n'],
    ['tool', 'x = 1\nfrom bcc.utils import printb'],
    ['tool.py', 'b = BPF(text=program)'],
  ])('in %s by %j', (path, text) => {
    expect(bcc.detect(sourceFile(path, text))).toBe(true);
  });

  it.each([
    ['tool', '#!/bin/sh\nfrom bcc import BPF\n'],
    ['tool.py', 'print("from bcc import BPF")'],
    ['notes', 'BPF(text=program)'],
    ['tool.py', ''],
  ])('and not in %s by %j', (path, text) => {
    expect(bcc.detect(sourceFile(path, text))).toBe(false);
  });
});

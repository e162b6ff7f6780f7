import { renamings, type Rewriting } from '../../embedded/rewrite';
import type { Mode } from './description';

/** What D writes otherwise than bpftrace, whatever the probe. */
const everywhere: readonly Rewriting[] = [
  { pattern: /\bthis->(\w+)/y, meaning: ([, name = '']) => `$this_${name}` },
  { pattern: /\bself->(\w+)/y, meaning: ([, name = '']) => `@self_${name}` },
  { pattern: /(?:\b\w+)?`(\w+)/y, meaning: ([, name = '']) => `kaddr("${name}")` },
  ...renamings({
    copyinstr: 'str',
    stringof: 'str',
    execname: 'comm',
    curthread: 'curtask',
    timestamp: 'nsecs',
    vtimestamp: 'nsecs',
    walltimestamp: 'nsecs',
    quantize: 'hist',
    lquantize: 'lhist',
    stack: 'kstack',
    probefunc: 'func',
    probename: 'probe',
    probemod: 'probe',
    probeprov: 'probe',
    tracemem: 'buf',
    trace: 'print',
    printa: 'print',
    trunc: 'print',
    ppid: 'pid',
    NULL: '0',
  }),
];

/** The arguments of a probe: the first of a return probe is where it returned, the second what. */
function argument(mode: Mode, index: string): string {
  if (mode === 'return') return index === '1' ? 'retval' : '0';
  return mode === 'entry' || mode === 'raw' ? `arg${index}` : '0';
}

/** The rules for the body of a probe. */
export function wordsOf(mode: Mode): readonly Rewriting[] {
  return [
    { pattern: /\bargs\[(\d)\](?!\w)/y, meaning: ([, index = '']) => argument(mode, index) },
    { pattern: /\barg(\d)\b/y, meaning: ([, index = '']) => argument(mode, index) },
    ...everywhere,
  ];
}

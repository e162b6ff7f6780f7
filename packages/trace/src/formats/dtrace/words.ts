import { renamings, type Rewriting } from '../../embedded/rewrite';
import type { Mode } from './description';

/** What D's library does and bpftrace's does not, by whether it gives a value. Nothing of the kernel hangs on it. */
const actions =
  'chill commit denormalize discard exit_group freopen ftruncate normalize panic pcap printa raise setopt speculate stop trunc';
const functions =
  'alloca basename bcopy cleanpath copyin copyinto copyout copyoutstr dirname getmajor getminor htonl htonll htons index ' +
  'lltostr mutex_owned mutex_owner mutex_type_adaptive mutex_type_spin ntohl ntohll ntohs progenyof rand rindex ' +
  'rw_iswriter rw_read_held rw_write_held speculation strchr strjoin strrchr strstr strtok strtoll substr tolower toupper';

function namesFor(meaning: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, meaning]));
}

/** What D writes otherwise than bpftrace, whatever the probe. */
const everywhere: readonly Rewriting[] = [
  { pattern: /\bthis->(\w+)/y, meaning: ([, name = '']) => `$this_${name}` },
  { pattern: /\bself->(\w+)/y, meaning: ([, name = '']) => `@self_${name}` },
  { pattern: /(?:\b\w+)?`(\w+)/y, meaning: ([, name = '']) => `kaddr("${name}")` },
  { pattern: /\bcur(?:psinfo|lwpsinfo|cpu)->\w+(?:\[\w+\])?/y, meaning: () => 'comm' },
  // Constants of DTrace's own files: errors, signals, flags.
  { pattern: /(?<!->|[.@$`])(?:E[A-Z\d]{2,}|SIG[A-Z\d]+|(?:O|B|PR|PRIV)_[A-Z_]+)\b/y, meaning: () => '0' },
  { pattern: /\b[a-z]*regs\[\w+\]/y, meaning: () => '0' },
  { pattern: /'(?:\\.|[^'\\\n])+'/y, meaning: () => '0' },
  ...renamings({
    ...namesFor('0', 'caller cwd epid errno gid id ipl ppid root stackdepth ucaller ustackdepth zonename NULL'),
    ...namesFor('print', actions),
    ...namesFor('buf', functions),
    ...namesFor('ntop', 'inet_ntoa inet_ntoa6 inet_ntop link_ntop'),
    ...namesFor('ksym', 'sym mod func'),
    ...namesFor('usym', 'uaddr umod ufunc'),
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
    d_path: 'path',
    llquantize: 'lhist',
    jstack: 'ustack',
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

import { parseCDecls, snapshotKernel } from '@tracefit/model';
import type { AttachKind, DataSymbol, FunctionSymbol, Kernel, KernelFunction, TraceTool } from '@tracefit/model';
import { kernelSnapshot } from '@tracefit/testing';
import { ambiguity, attachability } from './attachability';

const PLAIN: FunctionSymbol = { letter: 't', range: 'text', ftrace: true, blacklisted: false };

/** Functions by name: the facts of each symbol that differ from a plain one, and a prototype where C text is given. */
type Functions = Readonly<Record<string, readonly Partial<FunctionSymbol>[] | string>>;

function kernelWith(version: string, functions: Functions, data: readonly DataSymbol[] = [], c = ''): Kernel {
  const snapshot = kernelSnapshot(version, c);
  const made = Object.entries(functions).map(([name, given]): KernelFunction => {
    if (typeof given === 'string') {
      const protos = parseCDecls(given).functions.map(({ proto }) => proto);
      return { name, protos, symbols: [PLAIN] };
    }
    return { name, protos: [], symbols: given.map((facts) => ({ ...PLAIN, ...facts })) };
  });
  return snapshotKernel({ ...snapshot, functions: made, data });
}

function answer(kernel: Kernel, kind: AttachKind, name: string, tool: TraceTool = 'tracefs'): string {
  const func = kernel.func(name);
  if (!func) throw new Error(`the kernel of this test has no ${name}`);
  const fact = attachability(kernel, kind, tool, func);
  if (fact.kind !== 'known') return fact.kind === 'unknown' ? `unknown: ${fact.reason}` : fact.kind;
  return fact.value.kind === 'attaches' ? 'attaches' : fact.value.why;
}

const NOTRACE = 'ftrace has no site at its entry (notrace)';

describe('kprobes by tracefs and perf', () => {
  const kernel = kernelWith('6.12.117', {
    vfs_read: [{}],
    start_kernel: [{ range: 'init' }],
    input_leds_exit: [{ range: 'exit' }],
    preempt_count_add: [{ ftrace: false }],
    get_kprobe: [{ blacklisted: true }],
    do_syscall_64: [{ blacklisted: true, range: 'noinstr' }],
    'vfs_read.cold': [{ ftrace: false }],
    'get_kprobe.cold': [{ ftrace: false }],
    'msg_init.part.0': [{ ftrace: false }],
    msg_init: [{ range: 'init' }],
    '__getblk_slow.cold': [{ ftrace: false, reserved: true }],
    __getblk_slow: [{}],
    __switch_to: [{}],
  });

  it.each([
    ['vfs_read', 'attaches'],
    ['start_kernel', 'it is init text, gone once the system is up'],
    ['input_leds_exit', 'it lies outside the text that the running kernel counts as its own'],
    ['preempt_count_add', NOTRACE],
    ['get_kprobe', 'it is on the kprobe blacklist'],
    ['do_syscall_64', 'it is on the kprobe blacklist, as all noinstr text'],
    ['vfs_read.cold', 'attaches'],
    ['get_kprobe.cold', 'it is on the kprobe blacklist'],
    ['msg_init.part.0', NOTRACE],
    ['__getblk_slow.cold', 'it begins with an instruction that the kernel keeps for itself'],
    ['__switch_to', 'attaches'],
  ])('%s: %s', (name, expected) => {
    expect(answer(kernel, 'kprobe', name)).toBe(expected);
    expect(answer(kernel, 'kprobe', name, 'bcc')).toBe(expected);
  });

  it('refuses a return probe on __switch_to', () => {
    expect(answer(kernel, 'kretprobe', '__switch_to')).toBe(
      'return probes are not allowed on it (kretprobe_blacklist)',
    );
    expect(answer(kernel, 'kretprobe', 'vfs_read')).toBe('attaches');
  });

  it('refuses every place in a function that it refuses, and cannot tell of the others', () => {
    const at = (kind: AttachKind, name: string) =>
      attachability(kernel, kind, 'tracefs', kernel.func(name) ?? { name }, undefined, 8);
    expect(at('kprobe', 'preempt_count_add')).toMatchObject({ value: { why: NOTRACE } });
    expect(at('kprobe', 'vfs_read').kind).toBe('unknown');
    expect(at('kretprobe', 'vfs_read')).toMatchObject({ value: { kind: 'refused' } });
  });

  it('takes notrace functions from a module that calls register_kprobe', () => {
    expect(answer(kernel, 'kprobe', 'preempt_count_add', 'systemtap')).toBe('attaches');
    expect(answer(kernel, 'kprobe', 'get_kprobe', 'systemtap')).toBe('it is on the kprobe blacklist');
  });

  it('cannot tell where one of the facts was not read', () => {
    const { ftrace, ...withoutSite } = PLAIN;
    const { blacklisted, ...withoutBlacklist } = PLAIN;
    expect([ftrace, blacklisted]).toEqual([true, false]);
    for (const symbol of [withoutSite, withoutBlacklist]) {
      const func: KernelFunction = { name: 'vfs_read', protos: [], symbols: [symbol] };
      expect(attachability(kernel, 'kprobe', 'tracefs', func).kind).toBe('unknown');
    }
    expect(attachability(kernel, 'kprobe', 'tracefs', { name: 'vfs_read', protos: [] }).kind).toBe('unknown');
  });

  it('needs no text range where the running kernel lists what ftrace can patch', () => {
    const listed: FunctionSymbol = { letter: 'T', ftrace: true, blacklisted: false };
    const running = kernelWith('6.12', { vfs_read: [{}] });
    const kind = (name: string) =>
      attachability(running, 'kprobe', 'tracefs', { name, protos: [], symbols: [listed] }).kind;
    expect(kind('vfs_read')).toBe('known');
    expect(kind('vfs_read.part.0')).toBe('unknown');
  });
});

describe('fprobe events and kprobe.multi', () => {
  const functions: Functions = {
    get_kprobe: [{ blacklisted: true }],
    preempt_count_add: [{ ftrace: false }],
    __ia32_sys_sched_yield: [{ alias: '__x64_sys_sched_yield' }],
    show: [{ ftrace: false }, {}],
    start_kernel: [{ range: 'init' }],
  };

  it('need an ftrace site of any function of the name, and nothing else', () => {
    const kernel = kernelWith('6.12.117', functions);
    expect(answer(kernel, 'fprobe', 'get_kprobe')).toBe('attaches');
    expect(answer(kernel, 'fprobe', 'show')).toBe('attaches');
    expect(answer(kernel, 'kprobe.multi', 'show', 'libbpf')).toBe('attaches');
    expect(answer(kernel, 'fprobe', 'preempt_count_add')).toBe(NOTRACE);
    expect(answer(kernel, 'fprobe', 'start_kernel')).toBe('it is init text, gone once the system is up');
  });

  it('know a function by the first of its names only before 6.14', () => {
    const other = 'ftrace knows it by another name only, `__x64_sys_sched_yield`';
    expect(answer(kernelWith('6.12.117', functions), 'fprobe', '__ia32_sys_sched_yield')).toBe(other);
    expect(answer(kernelWith('6.14', functions), 'fprobe', '__ia32_sys_sched_yield')).toBe('attaches');
    expect(answer(kernelWith('6.12.117', functions), 'kprobe.multi', '__ia32_sys_sched_yield', 'libbpf')).toBe(
      'attaches',
    );
  });
});

describe('what a kernel was built without', () => {
  const functions: Functions = { vfs_read: 'long vfs_read(struct file *file);' };
  const built = (option: string) => {
    const func = kernelWith('6.1', functions).func('vfs_read');
    return snapshotKernel({
      ...kernelSnapshot('6.1', '', { config: { [option]: 'n' } }),
      functions: func ? [func] : [],
    });
  };

  it('is told by the configuration', () => {
    const without = built('CONFIG_FPROBE');
    expect(answer(without, 'kprobe.multi', 'vfs_read', 'libbpf')).toMatch(/^the kernel has no kprobe.multi links/);
    const noCalls = built('CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS');
    expect(answer(noCalls, 'fentry', 'vfs_read', 'libbpf')).toBe(
      'the kernel cannot call BPF programs from ftrace sites',
    );
  });

  it('is told by the functions that an option brings', () => {
    const read = (names: Functions) => {
      const snapshot = kernelSnapshot('6.1', '', { complete: ['functions', 'sections', 'prototypes'] });
      const all = Object.keys(names).map((name) => ({ name, protos: [], symbols: [PLAIN] }));
      return snapshotKernel({ ...snapshot, config: {}, functions: all });
    };
    const plain = read({ vfs_read: [{}] });
    expect(answer(plain, 'kprobe.multi', 'vfs_read', 'libbpf')).toMatch(/^the kernel has no kprobe.multi links/);
    expect(answer(read({ vfs_read: [{}], register_fprobe: [{}] }), 'kprobe.multi', 'vfs_read', 'libbpf')).toBe(
      'attaches',
    );
  });

  it('has no links before 5.18', () => {
    const old = kernelWith('5.15', functions);
    expect(answer(old, 'kprobe.multi', 'vfs_read', 'libbpf')).toMatch(/^the kernel has no kprobe.multi links/);
  });
});

describe('BPF trampolines', () => {
  const functions: Functions = {
    vfs_read: 'long vfs_read(struct file *file, char *buf, unsigned long count, long *pos);',
    _printk: 'int _printk(const char *fmt, ...);',
    blk_mq_start: 'void blk_mq_start(int a, int b, int c, int d, int e, int f, int g);',
    rw_verify: 'int rw_verify(struct pair pair, int mask);',
    read_pair: 'struct pair read_pair(int fd);',
    do_exit: 'void do_exit(long code);',
    migrate_disable: 'void migrate_disable(void);',
    security_file_open: 'int security_file_open(struct file *file);',
    do_syscall_64: [{}],
  };
  const c = 'struct pair { long first; long second; };';
  const bpf = (version: string, kind: AttachKind, name: string) =>
    answer(kernelWith(version, functions, [], c), kind, name, 'libbpf');

  it('need a prototype that BPF can describe', () => {
    expect(bpf('6.12', 'fentry', 'vfs_read')).toBe('attaches');
    expect(bpf('6.12', 'fentry', 'do_syscall_64')).toBe('BTF does not describe it');
    expect(bpf('6.12', 'fentry', '_printk')).toBe('it takes a variable number of arguments');
    expect(bpf('6.12', 'fentry', 'read_pair')).toBe('it returns a struct');
  });

  it('take more than six arguments since 6.6, and structs by value since 6.1', () => {
    expect(bpf('6.1', 'fentry', 'blk_mq_start')).toBe('it takes more than 6 arguments');
    expect(bpf('6.6', 'fentry', 'blk_mq_start')).toBe('attaches');
    expect(bpf('5.15', 'fentry', 'rw_verify')).toBe('it takes a struct by value');
    expect(bpf('6.1', 'fentry', 'rw_verify')).toBe('attaches');
  });

  it('take what arm64 passes in eight registers, and since 6.17 what it passes on the stack', () => {
    const arm64 = (version: string) => {
      const snapshot = kernelSnapshot(version, '');
      const proto = 'int huf_read_stats(int a, int b, int c, int d, int e, int f, int g, int h, int i);';
      const protos = parseCDecls(proto).functions.map((each) => each.proto);
      return snapshotKernel({
        ...snapshot,
        identity: { ...snapshot.identity, arch: 'arm64' },
        config: { CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS: 'y' },
        functions: [{ name: 'huf_read_stats', protos, symbols: [PLAIN] }],
      });
    };
    expect(answer(arm64('6.12.117'), 'fentry', 'huf_read_stats', 'libbpf')).toBe('it takes more than 8 arguments');
    expect(answer(arm64('7.0.13'), 'fentry', 'huf_read_stats', 'libbpf')).toBe('attaches');
  });

  it('are kept from what programs run through, and from the exit of what never returns', () => {
    expect(bpf('6.12', 'fentry', 'migrate_disable')).toBe('the BPF verifier rejects programs on it');
    expect(bpf('6.16', 'fexit', 'do_exit')).toBe('the BPF verifier rejects programs on it');
    expect(bpf('6.16', 'fentry', 'do_exit')).toBe('attaches');
    expect(bpf('6.12', 'fexit', 'do_exit')).toBe('attaches');
  });

  it('can change a return value only where the kernel allows it', () => {
    expect(bpf('6.12', 'fmod_ret', 'security_file_open')).toBe('attaches');
    expect(bpf('6.12', 'fmod_ret', 'vfs_read')).toMatch(/^unknown: whether `vfs_read` is on the error injection list/);
  });
});

describe('ambiguity', () => {
  const told = (kernel: Kernel, kind: AttachKind, name: string, module?: string) => {
    const func = kernel.func(name);
    if (!func) throw new Error(`the kernel of this test has no ${name}`);
    const fact = ambiguity(kernel, { kind, ...(module === undefined ? {} : { module }) }, 'tracefs', func);
    return fact.kind === 'known' ? fact.value : fact;
  };
  const functions: Functions = {
    seq_show: [{}, {}],
    status_show: [{}],
    vfs_read: [{}],
    ext4_show: [{}, { module: 'ext4' }, { module: 'ext4' }],
  };

  it('is refused by kprobe events since 6.6 and in the stable kernels of that time', () => {
    const refuses = { copies: 2, kernel: 'refuses' };
    const takesFirst = { copies: 2, kernel: 'takes_first' };
    const by = ['6.6', '6.1.60', '5.10.227', '5.15.145', '6.1.59', '5.10.226', '6.3.1', '5.4.284'];
    expect(by.map((version) => told(kernelWith(version, functions), 'kprobe', 'seq_show'))).toEqual([
      ...[refuses, refuses, refuses, refuses],
      ...[takesFirst, takesFirst, takesFirst, takesFirst],
    ]);
  });

  it('is refused where the kernel has the function that counts, whatever its version', () => {
    const kernel = kernelWith('4.18.0', { ...functions, count_symbols: [{}] });
    expect(told(kernel, 'kprobe', 'seq_show')).toEqual({ copies: 2, kernel: 'refuses' });
  });

  it('counts variables of the name too', () => {
    const kernel = kernelWith('6.12', functions, [{ name: 'status_show', letter: 'd' }]);
    expect(told(kernel, 'kprobe', 'status_show')).toEqual({ copies: 2, kernel: 'refuses' });
    expect(told(kernel, 'kprobe', 'vfs_read')).toEqual({ copies: 1, kernel: 'refuses' });
  });

  it('counts in the image, or in the module that is named', () => {
    const kernel = kernelWith('6.12', functions);
    expect(told(kernel, 'kprobe', 'ext4_show')).toEqual({ copies: 1, kernel: 'refuses' });
    expect(told(kernel, 'kprobe', 'ext4_show', 'ext4')).toMatchObject({ copies: 2 });
  });

  it('attaches fprobe events to all', () => {
    expect(told(kernelWith('6.12', functions), 'fprobe', 'seq_show')).toEqual({ copies: 2, kernel: 'takes_all' });
  });

  it('cannot be told without symbols', () => {
    const func: KernelFunction = { name: 'vfs_read', protos: [] };
    expect(ambiguity(kernelWith('6.12', {}), { kind: 'kprobe' }, 'tracefs', func).kind).toBe('unknown');
  });
});

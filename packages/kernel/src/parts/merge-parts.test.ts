import type { FuncProto, SnapshotPart } from '@tracefit/model';
import { mergeParts } from './merge-parts';
import { EMPTY_PART, UNKNOWN_LETTER } from './source-part';
import type { SourcePart } from './source-part';

const part = (name: string, content: Partial<SourcePart>) => ({ name, part: { ...EMPTY_PART, ...content } });
const proto = (...params: string[]): FuncProto => ({
  ret: { kind: 'void' },
  params: params.map((name) => ({ name, type: { kind: 'int', name: 'int', size: 4, signed: true } })),
});
const merge = (...parts: ReturnType<typeof part>[]) => mergeParts(parts);
const functionsOf = ({ part: { functions } }: { readonly part: SnapshotPart }) => functions;

describe('parts of one kernel', () => {
  test('put prototypes of one and symbols of the other together', () => {
    const merged = merge(
      part('vmlinux.btf', {
        complete: ['prototypes'],
        functions: [
          { name: 'vfs_read', protos: [proto('file')] },
          { name: 'finish_task_switch', protos: [proto('prev')] },
        ],
      }),
      part('kallsyms', {
        complete: ['functions'],
        functions: [
          { name: 'vfs_read', symbols: [{ letter: 'T' }] },
          { name: 'asm_exc_page_fault', symbols: [{ letter: 't' }] },
        ],
      }),
    );
    expect(merged.disagreements).toEqual([]);
    expect(merged.part.complete).toEqual(['prototypes', 'functions']);
    expect(functionsOf(merged)).toEqual([
      { name: 'vfs_read', protos: [proto('file')], symbols: [{ letter: 'T' }] },
      { name: 'finish_task_switch', protos: [proto('prev')], symbols: [] },
      { name: 'asm_exc_page_fault', protos: [], symbols: [{ letter: 't' }] },
    ]);
  });

  test('say which facts they disagree about, and believe the first', () => {
    const merged = merge(
      part('vmlinuz', {
        identity: { release: '6.1.0-56-amd64', arch: 'x86_64' },
        functions: [{ name: 'vfs_unlink', protos: [proto('dir', 'dentry')] }],
        structs: [{ kind: 'struct', name: 'file', size: 232, members: [] }],
        config: { CONFIG_KPROBES: 'y' },
        complete: ['config'],
      }),
      part('vmlinux.btf', {
        identity: { release: '6.1.0-50-amd64', arch: 'x86_64' },
        functions: [{ name: 'vfs_unlink', protos: [proto('mnt_userns', 'dir', 'dentry')] }],
        structs: [{ kind: 'struct', name: 'file', size: 256, members: [] }],
        config: { CONFIG_KPROBES: 'y', CONFIG_BPF: 'y' },
        complete: ['config'],
      }),
    );
    expect(merged.disagreements).toEqual([
      "vmlinuz and vmlinux.btf differ in the kernel's release: 6.1.0-56-amd64 / 6.1.0-50-amd64",
      'vmlinuz and vmlinux.btf differ in prototypes: vfs_unlink',
      'vmlinuz and vmlinux.btf differ in types: struct file',
      'vmlinuz and vmlinux.btf differ in the configuration: CONFIG_BPF',
    ]);
    expect(merged.part.identity.release).toBe('6.1.0-56-amd64');
    expect(functionsOf(merged)[0]?.protos).toEqual([proto('dir', 'dentry')]);
    expect(merged.part.structs).toEqual([{ kind: 'struct', name: 'file', size: 232, members: [] }]);
  });

  test('fill facts of symbols, add those of modules, and count copies', () => {
    const merged = merge(
      part('vmlinuz', {
        functions: [
          { name: 'vfs_read', symbols: [{ letter: 'T', range: 'text', ftrace: true }] },
          { name: 'cleanup', symbols: [{ letter: 't' }] },
        ],
      }),
      part('kallsyms', {
        functions: [
          { name: 'vfs_read', symbols: [{ letter: 'T' }] },
          { name: 'cleanup', symbols: [{ letter: 't' }, { letter: 't' }, { letter: 't', module: 'ext4' }] },
        ],
      }),
    );
    expect(merged.disagreements).toEqual(['vmlinuz and kallsyms differ in the symbols of functions: cleanup']);
    expect(functionsOf(merged)).toEqual([
      { name: 'vfs_read', symbols: [{ letter: 'T', range: 'text', ftrace: true }] },
      { name: 'cleanup', symbols: [{ letter: 't' }, { letter: 't', module: 'ext4' }] },
    ]);
  });

  test('take what a whole list lacks for a no, whichever comes first', () => {
    const list = part('available_filter_functions', {
      functions: [{ name: 'vfs_read', symbols: [{ letter: UNKNOWN_LETTER, ftrace: true }] }],
      listsAll: ['ftrace'],
    });
    const symbols = part('kallsyms', {
      functions: [
        { name: 'vfs_read', symbols: [{ letter: 'T' }] },
        { name: 'asm_exc_page_fault', symbols: [{ letter: 't' }] },
      ],
    });
    const expected = [
      { name: 'vfs_read', symbols: [{ letter: 'T', ftrace: true }] },
      { name: 'asm_exc_page_fault', symbols: [{ letter: 't', ftrace: false }] },
    ];
    expect(functionsOf(merge(symbols, list))).toEqual(expected);
    expect(functionsOf(merge(list, symbols))).toEqual(expected);
  });

  test('put letters and types of variables together', () => {
    const type = { kind: 'struct', name: 'rq' } as const;
    const merged = merge(
      part('kallsyms', { data: [{ name: 'runqueues', letter: 'D' }] }),
      part('vmlinux.btf', {
        data: [
          { name: 'runqueues', type },
          { name: 'jiffies', type },
        ],
      }),
    );
    expect(merged.part.data).toEqual([
      { name: 'runqueues', letter: 'D', type },
      { name: 'jiffies', type },
    ]);
  });

  test('that are one stay as they are', () => {
    const only = part('vmlinux.btf', { functions: [{ name: 'vfs_read', protos: [proto('file')] }] });
    expect(merge(only).part).toEqual(only.part);
  });

  test('that are the same do not disagree', () => {
    const struct = { kind: 'struct', name: 'file', size: 232, members: [] } as const;
    const one = part('a', { structs: [struct, { ...struct, size: 8 }] });
    const other = part('b', { structs: [{ ...struct, size: 8 }, struct] });
    expect(merge(one, other).disagreements).toEqual([]);
  });
});

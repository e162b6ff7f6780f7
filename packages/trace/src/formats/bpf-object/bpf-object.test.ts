import { FormatError, writeElf } from '@tracefit/btf';
import { assembleObject, damage, printTrace } from '@tracefit/testing';
import type { TraceFile } from '@tracefit/model';
import { embeddedTraces } from '../..';
import { bpfObject } from '.';

const parse = (text: string): TraceFile => read(assembleObject(text));
const read = (bytes: Uint8Array): TraceFile => bpfObject.parse({ path: 'trace.bpf.o', bytes, text: '' });
const shown = (text: string): readonly string[] => printTrace(parse(text)).split('\n').slice(1, -1);

const guarded = `struct renamedata { int old_mnt_userns; };
struct dentry { int d_flags; };
SEC("kprobe/vfs_create") // int BPF_KPROBE(vfs_create, struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry)
r6 = r1
r2 = field_exists(struct renamedata, 0:0)
if r2 == 0 goto old
r3 = *(u64 *)(r6 + 96)
goto out
old:
r3 = *(u64 *)(r6 + 104)
out:
r4 = field_byte_offset(struct dentry, 0:0)
exit`;

describe('a compiled object', () => {
  test('says which argument is read on which kernels, with the types of the source', () => {
    expect(shown(guarded)).toEqual([
      '3:1 kprobe vfs_create',
      '7:1   arg 2, expects struct dentry * named dentry (declaration), only if not core_relo 0 == 0',
      '10:1   arg 1, expects struct inode * named dir (declaration), only if core_relo 0 == 0',
      '5:1   core_relo 0 field_exists struct renamedata.old_mnt_userns',
      '12:1   core_relo 1 field_byte_offset struct dentry.d_flags',
    ]);
  });

  test('has the places of its source', () => {
    const span = parse(guarded).probes[0]?.uses[0]?.span;
    expect(span).toMatchObject({ line: 7, source: { file: 'trace.bpf.c', text: 'r3 = *(u64 *)(r6 + 96)' } });
  });

  test('joins tests: what is behind one or the other, and what is behind both', () => {
    expect(
      shown(`struct dentry { int d_flags; int d_seq; int d_name; };
SEC("raw_tp/sched_switch")
r2 = field_exists(struct dentry, 0:0)
if r2 != 0 goto one
r2 = field_exists(struct dentry, 0:1)
if r2 == 0 goto out
one:
r3 = field_byte_offset(struct dentry, 0:2)
out:
exit`).slice(3),
    ).toEqual([
      '8:1   core_relo 2 field_byte_offset struct dentry.d_name, only if any(core_relo 0 != 0, not core_relo 1 == 0)',
    ]);
  });

  test.each([
    ['?fentry.s/nf_tables:nft_do_chain', '1:1 fentry nft_do_chain of module nf_tables if missing: ignore'],
    ['kprobe/do_sys_open+0x10', '1:1 kprobe do_sys_open offset 16'],
    ['?kprobe.multi/vfs_*', '1:1 kprobe.multi vfs_* wildcard if missing: ignore'],
    ['tp/sched/sched_switch', '1:1 tracepoint sched:sched_switch'],
    ['raw_tracepoint.w/sched_switch', '1:1 raw_tracepoint sched_switch'],
    ['lsm.s/file_open', '1:1 lsm file_open'],
    ['ksyscall/openat', '1:1 ksyscall openat'],
    ['iter/task', '1:1 iter task'],
    ['kprobe', '1:1 kprobe (no name)'],
    ['fentry/dummy_fentry', '1:1 fentry (no name)'],
    ['xdp', '1:1 problem unsupported: programs of the kind `xdp` are not judged, so `prog_0` is not'],
  ])('in %s is %s', (section, expected) => {
    expect(shown(`SEC("${section}")\nexit`)).toEqual([expected]);
  });

  test('needs a kernel that has the way its programs attach', () => {
    expect(shown('SEC("kprobe.session/vfs_read")\nexit')).toEqual([
      '1:1 kprobe.multi vfs_read',
      '1:1   requires kprobe.session programs: enumval_exists BPF_TRACE_KPROBE_SESSION',
    ]);
  });

  test('follows a slot that is chosen by a number', () => {
    expect(
      shown(`SEC("tp_btf/block_rq_issue")
r6 = r1
r2 = config LINUX_KERNEL_VERSION
r2 = *(u32 *)(r2 + 0)
r3 = 8
if r2 < 330496 goto old
r3 = 0
old:
r6 += r3
r7 = *(u64 *)(r6 + 0)
exit`).slice(1),
    ).toEqual(['10:1   arg 0, only if not version < 5.11.0', '10:1   arg 1, only if version < 5.11.0']);
  });

  test('tells what a function returns from its arguments by the name of the slot', () => {
    expect(
      shown(`SEC("fexit/vfs_unlink") // int BPF_PROG(vfs_unlink_exit, struct inode *dir, struct dentry *dentry, int ret)
r6 = r1
r2 = *(u64 *)(r6 + 8)
r2 = *(u64 *)(r6 + 16)
exit`),
    ).toEqual([
      '1:1 fexit vfs_unlink',
      '3:1   arg 1, expects struct dentry * named dentry (declaration)',
      '4:1   retval',
    ]);
  });

  test('says that one place is hooked in two ways', () => {
    expect(shown('SEC("fentry/vfs_open") one\nexit\nSEC("kprobe/vfs_open") two\nexit')).toEqual([
      '1:1 fentry vfs_open group entry of vfs_open',
      '3:1 kprobe vfs_open group entry of vfs_open',
    ]);
  });

  test('is found by its bytes, in a program too', () => {
    const bytes = assembleObject(guarded);
    expect(bpfObject.detect({ path: 'x', bytes, text: '' })).toBe(true);
    const program = writeElf({
      machine: 62,
      sections: [
        { name: '.rodata', bytes },
        { name: '.data', bytes },
      ],
    });
    expect(bpfObject.detect({ path: 'x', bytes: program, text: '' })).toBe(false);
    const inside = embeddedTraces({ path: 'biosnoop', bytes: program, text: '' });
    expect(inside.map(({ path }) => path)).toEqual(['biosnoop[trace.bpf.c #1]', 'biosnoop[trace.bpf.c #2]']);
    expect(inside.map((file) => bpfObject.parse(file).probes.length)).toEqual([1, 1]);
  });

  test('that is damaged gives a value or a FormatError', () => {
    const bytes = assembleObject(guarded);
    let whole = 0;
    for (let seed = 0; seed < 2000; seed++) {
      const damaged = damage(bytes, seed);
      try {
        printTrace(read(damaged));
        embeddedTraces({ path: 'x', bytes: damaged, text: '' });
        whole++;
      } catch (error) {
        if (!(error instanceof FormatError)) throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    expect(whole).toBeGreaterThan(100);
  });
});

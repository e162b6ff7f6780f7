import { printTrace, sourceFile, sourceTree, wrongSpans } from '@tracefit/testing';
import { libbpfC } from '.';

const fixes = `#ifndef __FIXES_H
#define __FIXES_H
#include "vmlinux.h"
struct renamedata___x {
	void *old_mnt_userns;
} __attribute__((preserve_access_index));

static __always_inline bool has_userns(void)
{
	if (bpf_core_field_exists(struct renamedata___x, old_mnt_userns))
		return true;
	return false;
}

static __always_inline u32 parent_of(struct task_struct *task)
{
	return BPF_CORE_READ(task, real_parent, tgid);
}
#endif
`;

const unlink = `#include <vmlinux.h>
#include "lib/fixes.bpf.h"
#include "lib/fixes.bpf.h"
static int removed(struct dentry *dentry) { return parent_of((void *)bpf_get_current_task()); }
SEC("kprobe/vfs_unlink")
int BPF_KPROBE(unlink, void *arg0, void *arg1, void *arg2)
{
	return has_userns() ? removed(arg2) : removed(arg1);
}
`;

describe('headers beside a program', () => {
  it('are read: what they test guards, and what stands in them has its place there', () => {
    const trace = libbpfC.parse(sourceTree('tool.bpf.c', { 'tool.bpf.c': unlink, 'lib/fixes.bpf.h': fixes }));
    expect(printTrace(trace)).toBe(`format libbpf-c, tool libbpf
5:5 kprobe vfs_unlink
17:9   value of type struct task_struct *.real_parent.tgid, only if field_exists struct renamedata old_mnt_userns
17:9   value of type struct task_struct *.real_parent.tgid, only if not field_exists struct renamedata old_mnt_userns
4:70   helper get_current_task, only if field_exists struct renamedata old_mnt_userns
4:70   helper get_current_task, only if not field_exists struct renamedata old_mnt_userns
8:32   arg 2, expects struct dentry * (declaration), only if field_exists struct renamedata old_mnt_userns
8:48   arg 1, expects struct dentry * (declaration), only if not field_exists struct renamedata old_mnt_userns
`);
    expect(wrongSpans(trace)).toEqual([]);
    const [use] = trace.probes[0]?.uses ?? [];
    expect(use?.span.source).toEqual({
      file: 'lib/fixes.bpf.h',
      text: '\treturn BPF_CORE_READ(task, real_parent, tgid);',
      length: 38,
    });
  });

  it('are found in folders for headers of the directories above', () => {
    const main = '#include <mine/maps.h>\nSEC("fentry/vfs_open") int f(u64 *ctx) { return 0; }';
    const files = { 'a.bpf.c': main, '../include/mine/maps.h': '#include "more.h"\n', '../include/mine/more.h': '' };
    expect(libbpfC.parse(sourceTree('a.bpf.c', files)).problems).toEqual([]);
  });

  it('that include each other come to an end', () => {
    const files = {
      'a.bpf.c': '#include "b.h"\nSEC("fentry/vfs_open") int f(u64 *ctx) { return 0; }',
      'b.h': '#include "c.h"\nint b;\n#include "c.h"',
      'c.h': '#include "b.h"\n#include "a.bpf.c"\n',
    };
    const { probes } = libbpfC.parse(sourceTree('a.bpf.c', files));
    expect(probes.some(({ attach }) => attach.name === 'vfs_open')).toBe(true);
  });

  it('are not looked for by an absolute path', () => {
    const asked: string[] = [];
    const main = '#include "/etc/passwd"\n#include </proc/self/mem>\n#include "../../x.h"\n';
    const beside = (name: string) => void asked.push(name);
    const { problems } = libbpfC.parse({ ...sourceFile('a.bpf.c', main), beside });
    expect(asked.some((name) => name.startsWith('/'))).toBe(false);
    expect(problems.map(({ message }) => message)).toEqual([
      '`../../x.h` is not found, so what it declares is not known',
    ]);
  });
});

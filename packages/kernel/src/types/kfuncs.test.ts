import { readBtf, writeBtf } from '@tracefit/btf';
import type { BtfTypeSpec } from '@tracefit/btf';
import { newImageBuilder, type ImageBuilder } from '../../test/build-image';
import { readKfuncs } from './kfuncs';

const functions: readonly BtfTypeSpec[] = [
  /* 1 */ { kind: 'func_proto', name: '', type: 0, params: [], variadic: false },
  /* 2 */ { kind: 'func', name: 'bpf_task_acquire', type: 1, linkage: 'static' },
  /* 3 */ { kind: 'func', name: 'bpf_lsm_file_open', type: 1, linkage: 'static' },
  /* 4 */ { kind: 'func', name: 'bpf_cgroup_acquire', type: 1, linkage: 'static' },
  /* 5 */ { kind: 'struct', name: 'bpf_kfunc_desc_tab', size: 8, members: [] },
];
const btf = readBtf(writeBtf(functions));

/** A set as BTF_SET8_START() lays it out. */
function addSet(builder: ImageBuilder, name: string, flags: number, ids: readonly number[], count = ids.length): void {
  const bytes = Buffer.alloc(8 + 8 * ids.length);
  bytes.writeUInt32LE(count, 0);
  bytes.writeUInt32LE(flags, 4);
  ids.forEach((id, at) => bytes.writeUInt32LE(id, 8 + 8 * at));
  builder.symbol(`__BTF_ID__set8__${name}`, builder.bytes(bytes), 'r');
}

function imageWith(sets: readonly (readonly [flags: number, ids: readonly number[], count?: number])[]) {
  const builder = newImageBuilder();
  sets.forEach(([flags, ids, count], at) => {
    addSet(builder, `set_${at}`, flags, ids, count);
  });
  return builder.build();
}

describe('the kfuncs of a kernel', () => {
  it('are the functions that BTF tags', () => {
    const tagged = readBtf(
      writeBtf([
        ...functions,
        { kind: 'decl_tag', name: 'bpf_kfunc', type: 4, componentIndex: -1, attribute: false },
        { kind: 'decl_tag', name: 'bpf_fastcall', type: 2, componentIndex: -1, attribute: false },
      ]),
    );
    expect(readKfuncs(imageWith([]), tagged)).toEqual({ kfuncs: [{ name: 'bpf_cgroup_acquire' }], notes: [] });
  });

  it('are without tags those of the sets, each once', () => {
    const { kfuncs } = readKfuncs(
      imageWith([
        [0, [4, 2]],
        [0, [2, 0]],
      ]),
      btf,
    );
    expect(kfuncs).toEqual([{ name: 'bpf_cgroup_acquire' }, { name: 'bpf_task_acquire' }]);
  });

  it('are not the functions of sets of hooks, where sets say what they are', () => {
    const { kfuncs } = readKfuncs(
      imageWith([
        [1, [2]],
        [0, [3]],
      ]),
      btf,
    );
    expect(kfuncs).toEqual([{ name: 'bpf_task_acquire' }]);
  });

  it('of a module have its name', () => {
    const { kfuncs } = readKfuncs(imageWith([[1, [2]]]), btf, 'nf_conntrack');
    expect(kfuncs).toEqual([{ name: 'bpf_task_acquire', module: 'nf_conntrack' }]);
  });

  it('are not told where there are neither tags nor sets', () => {
    expect(readKfuncs(imageWith([]), btf)).toEqual({ notes: [] });
  });

  it('are none before there were any (5.13)', () => {
    expect(readKfuncs(imageWith([]), readBtf(writeBtf(functions.slice(0, 4))))).toEqual({ kfuncs: [], notes: [] });
  });

  it('are not told where a set is damaged', () => {
    const { kfuncs, notes } = readKfuncs(imageWith([[1, [2], 1e9]]), btf);
    expect(kfuncs).toBeUndefined();
    expect(notes).toEqual(['the kfuncs could not be read: a set of BTF ids is larger than any']);
  });
});

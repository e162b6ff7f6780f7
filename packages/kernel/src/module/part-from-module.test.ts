import { readBtf } from '@tracefit/btf';
import { typesOf } from '../../test/build-image';
import { TRACE_STRUCTS } from '../../test/trace-structs';
import { writeModule } from '../../test/write-module';
import type { ModuleOptions } from '../../test/write-module';
import { someTypes } from '../../test/write-vmlinux';
import type { ModuleBase, SourcePart } from '../parts/source-part';
import { cTypes } from '../types/c-types';
import { partFromModule } from './part-from-module';
import { readModule } from './read-module';

const btf = readBtf(someTypes());
const base: ModuleBase = { btf, cTypes: cTypes(btf), types: typesOf(TRACE_STRUCTS), release: '6.1.0-56-amd64' };

const read = (options: ModuleOptions = {}, of: ModuleBase | undefined = base): SourcePart =>
  partFromModule(readModule(writeModule(options), 'ext4.ko'), of);
const functionOf = (part: SourcePart, name: string) => part.functions.find((each) => each.name === name);

test('a module whose types are left out has its functions and events alone', () => {
  const whole = read();
  const part = partFromModule(readModule(writeModule({}), 'ext4.ko'), base, true);
  expect(part.functions).toEqual(whole.functions);
  expect(part.tracepoints).toEqual(whole.tracepoints);
  expect([part.structs, part.enums, part.typedefs, part.data]).toEqual([[], [], [], []]);
  expect(part.untypedModules).toEqual(['ext4']);
});

describe('a module of a known kernel', () => {
  const part = read();

  test('brings the types that the kernel does not have', () => {
    expect(part.structs.map(({ name }) => name)).toEqual(['ext4_inode_info']);
  });

  test('refers to types of the kernel by name', () => {
    expect(functionOf(part, 'ext4_file_write_iter')).toEqual({
      name: 'ext4_file_write_iter',
      protos: [
        {
          ret: { kind: 'int', name: 'int', size: 4, signed: true },
          params: [{ name: 'file', type: { kind: 'ptr', to: { kind: 'struct', name: 'file' } } }],
        },
      ],
      symbols: [{ letter: 'T', module: 'ext4', range: 'text', ftrace: true, blacklisted: false }],
    });
  });

  test('has functions that its BTF does not describe', () => {
    expect(functionOf(part, 'ext4_nop')?.protos).toEqual([]);
  });

  test('has trace events with constants replaced by their numbers', () => {
    expect(part.tracepoints).toEqual([
      {
        system: 'ext4',
        name: 'ext4_sync_file_enter',
        fields: [
          { name: 'common_type', type: 'unsigned short', offset: 0, size: 2, signed: false },
          { name: 'common_flags', type: 'unsigned char', offset: 2, size: 1, signed: false },
          { name: 'common_preempt_count', type: 'unsigned char', offset: 3, size: 1, signed: false },
          { name: 'common_pid', type: 'int', offset: 4, size: 4, signed: true },
          { name: 'ino', type: 'ino_t', offset: 8, size: 8, signed: false },
        ],
        print: '"ino %lu of %d", REC->ino, 11',
        module: 'ext4',
      },
    ]);
  });

  test('shares one object among functions that are alike', () => {
    const alike = read({ extra: 'ext4_bmap' });
    const [nop, bmap, kill] = ['ext4_nop', 'ext4_bmap', 'ext4_kill'].map(
      (name) => functionOf(alike, name)?.symbols?.[0],
    );
    expect(nop).toEqual({ letter: 't', module: 'ext4', range: 'text', ftrace: false, blacklisted: false });
    expect(bmap).toBe(nop);
    expect(kill).not.toBe(nop);
  });

  test('without BTF has functions that nothing describes', () => {
    const without = read({ btf: false });
    expect(functionOf(without, 'ext4_file_write_iter')?.protos).toEqual([]);
    expect(without.notes).toEqual(['it has no BTF (built without CONFIG_DEBUG_INFO_BTF_MODULES)']);
  });

  test('of another release tells its symbols only', () => {
    const stranger = read({ release: '6.1.0-50-amd64' });
    expect(stranger.identity.release).toBe('6.1.0-50-amd64');
    expect(stranger.structs).toEqual([]);
    expect(functionOf(stranger, 'ext4_file_write_iter')).toEqual({
      name: 'ext4_file_write_iter',
      symbols: [{ letter: 'T', module: 'ext4', range: 'text', ftrace: true, blacklisted: false }],
    });
  });
});

test('a module is named as the kernel names it', () => {
  expect(read({ name: 'dm-mod' }).modules).toEqual(['dm_mod']);
});

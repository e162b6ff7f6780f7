import { isElf } from '../../image/find-kernel';
import type { KernelSource } from '../../kernel-source';
import { isModuleName } from '../../module/modinfo';
import { partFromModule } from '../../module/part-from-module';
import { isModuleFile, readModule } from '../../module/read-module';
import { detectPacking, unpack } from '../../unpack/unpack';

/** A kernel module: `.ko`, `.ko.xz`, `.ko.zst`, `.ko.gz`. */
export const kernelModule: KernelSource = {
  id: 'module',
  title: 'a kernel module (.ko, .ko.xz, .ko.zst, .ko.gz)',
  readsModules: true,
  detect: ({ path, bytes }) =>
    isModuleName(path) ? isElf(bytes) || detectPacking(bytes) !== undefined : isModuleFile(bytes),
  async read({ path, bytes }, context) {
    const packing = detectPacking(bytes);
    const unpacked = packing === undefined ? bytes : await unpack(bytes, packing, context);
    return partFromModule(readModule(unpacked, path), context.base, context.untyped);
  },
};

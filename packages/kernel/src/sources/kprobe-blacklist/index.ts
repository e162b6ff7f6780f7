import type { KernelSource } from '../../kernel-source';
import { partFromFunctionList } from '../../parts/part-from-function-list';

/** debugfs' `kprobes/blacklist`: the functions the kernel refuses kprobes on. */
export const kprobeBlacklist: KernelSource = {
  id: 'kprobe-blacklist',
  title: "debugfs' kprobes/blacklist",
  detect: ({ path, bytes }) =>
    /blacklist[^/]*$/.test(path) &&
    /^0x[0-9a-f]+-0x[0-9a-f]+\t\S/.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1')),
  read: ({ bytes }, context) => {
    context.progress('reading the kprobe blacklist');
    return partFromFunctionList(bytes, 'blacklisted', readLine);
  },
};

/** `0xSTART-0xEND TAB NAME`, and since 6.4 `[MODULE]` behind the name of one of a module (kernel/kprobes.c). */
function readLine(line: string): { readonly name: string; readonly module?: string } | undefined {
  const match = /^0x[0-9a-f]+-0x[0-9a-f]+\t(\S+)(?:[ \t]+\[([^\]]+)\])?$/.exec(line);
  if (!match) return undefined;
  const [, name = '', module] = match;
  return module === undefined ? { name } : { name, module };
}

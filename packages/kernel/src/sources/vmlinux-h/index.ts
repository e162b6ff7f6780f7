import { FormatError } from '@tracefit/btf';
import { parseCDecls } from '@tracefit/model';
import type { KernelSource } from '../../kernel-source';
import { EMPTY_PART } from '../../parts/source-part';
import { rawTracepointsOf } from './raw-tracepoints-of';
import { withoutSuffixes } from './without-suffixes';

/** Those of kernels have 3 to 5 MB, with all modules less than 20. */
const MAX_TEXT = 64 * 1024 * 1024;
/** In one kernel of Debian 40 structs of 9,700 come out 8 bytes larger; struct inode is one of them. */
const LAYOUT =
  'sizes and offsets are those of the C text, where bpftool leaves out that some enums take one byte; BTF has the true ones';
/** Single things are told of the first problems only. */
const MAX_TOLD = 3;

/** The header that `bpftool btf dump file /sys/kernel/btf/vmlinux format c` prints. */
export const vmlinuxH: KernelSource = {
  id: 'vmlinux-h',
  title: 'a vmlinux.h (bpftool btf dump ... format c)',
  detect: ({ path, bytes }) =>
    /^(?:\s|\/\*.*?\*\/|\/\/[^\n]*\n)*#ifndef __VMLINUX_H__/s.test(
      Buffer.from(bytes.subarray(0, 4096)).toString('latin1'),
    ) || /(?:^|\/)vmlinux[^/]*\.h$/.test(path),
  read: ({ bytes }, context) => {
    context.progress('reading the types');
    if (bytes.length > MAX_TEXT) throw new FormatError('the text is too long for a vmlinux.h', 0);
    const text = Buffer.from(bytes).toString('utf8');
    // What kfuncs are declared with, for the linker of BPF programs.
    const { problems, unsized, ...decls } = parseCDecls(
      text.replace(/\b__(?:weak|ksym)\b/g, (word) => ' '.repeat(word.length)),
    );
    if (decls.structs.length === 0) throw new FormatError('there is no struct in it, as every vmlinux.h has', 0);
    const { structs, forwards, enums, typedefs } = withoutSuffixes(decls);
    const sized = structs.filter(({ kind, name }) => !unsized.includes(`${kind} ${name}`));
    return {
      ...EMPTY_PART,
      complete: problems.length === 0 ? ['types', 'raw_tracepoints'] : [],
      structs: sized,
      forwards: [...forwards],
      enums,
      typedefs,
      functions: decls.functions.map(({ name, proto }) => ({ name, protos: [proto] })),
      rawTracepoints: rawTracepointsOf(typedefs),
      notes: [
        LAYOUT,
        ...problems
          .slice(0, MAX_TOLD)
          .map(({ problem, span }) => `not read: line ${span.line} of the vmlinux.h (${problem})`),
        ...(problems.length > MAX_TOLD ? [`not read: ${problems.length - MAX_TOLD} more places of the vmlinux.h`] : []),
      ],
    };
  },
};

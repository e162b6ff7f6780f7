import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** `e_machine` of BPF, EM_BPF in include/uapi/linux/elf-em.h. */
const machine = 247;

/** Compiled BPF programs, as clang and `bpftool gen object` write them (Documentation/bpf/libbpf). */
export const bpfObject: TraceFormat = {
  id: 'bpf-object',
  title: 'a compiled BPF object',
  suffixes: ['.bpf.o'],
  binary: true,
  detect({ bytes }) {
    const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
    return isElf && (bytes[18] === machine || bytes[19] === machine);
  },
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};

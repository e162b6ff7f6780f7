import type { SourceFile, TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** How much of a text `detect` looks at. */
const head = 256 * 1024;

/** C source of BPF programs that libbpf, or a library like it (cilium/ebpf, Inspektor Gadget), loads. */
export const libbpfC: TraceFormat = {
  id: 'libbpf-c',
  title: 'C source of BPF programs',
  suffixes: ['.bpf.c'],
  detect,
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};

function detect({ path, text }: SourceFile): boolean {
  if (!path.endsWith('.c') && path.includes('.')) return false;
  const start = text.slice(0, head);
  if (start.startsWith('#!')) return false;
  if (/^[ \t]*#[ \t]*include[ \t]*[<"](?:[\w./-]*\/)?bpf_helpers\.h[>"]/m.test(start)) return true;
  return program.test(start);
}

/** A program in a section of libbpf's, by `SEC` or by what that stands for. */
const program =
  /(?:^[ \t]*SEC|\b(?:__)?section(?:__)?)\("\??(?:k(?:ret)?probe|k(?:ret)?syscall|fentry|fexit|fmod_ret|lsm|(?:raw_)?tp|(?:raw_)?tracepoint|tp_btf|iter|\.?struct_ops)[./"]/m;

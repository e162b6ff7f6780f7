/** The name of the function that one of BCC's macros makes (src/cc/export/helpers.h of BCC 0.31). */
export function functionOfMacro(macro: string, words: readonly string[]): string {
  switch (macro) {
    case 'TRACEPOINT_PROBE':
      return `tracepoint__${words.join('__')}`;
    case 'RAW_TRACEPOINT_PROBE':
      return `raw_tracepoint__${words.join('')}`;
    case 'KFUNC_PROBE':
      return `kfunc__vmlinux__${words.join('')}`;
    case 'KRETFUNC_PROBE':
      return `kretfunc__vmlinux__${words.join('')}`;
    case 'MODULE_KFUNC_PROBE':
      return `kfunc__${words.join('__')}`;
    case 'MODULE_KRETFUNC_PROBE':
      return `kretfunc__${words.join('__')}`;
    case 'KMOD_RET':
      return `kmod_ret__${words.join('')}`;
    case 'LSM_PROBE':
      return `lsm__${words.join('')}`;
    default:
      return `bpf_iter__${words.join('')}`;
  }
}

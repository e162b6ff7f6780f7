const words =
  '(?:BEGIN|END|begin|end|(?:k|u)(?:ret)?probe|f(?:entry|exit)|k(?:ret)?func|(?:raw)?tracepoint|usdt|interval|profile|iter|software|hardware)';

const firstProbe = new RegExp(`${words}\\b`, 'y');

/** A probe of the kernel with its body, which may have a filter before it. */
const kernelProbe = /\b(?:k(?:ret)?probe|f(?:entry|exit)|k(?:ret)?func|(?:raw)?tracepoint|iter):[^\s{}][^{}]{0,2000}\{/;

/** What may stand before the first probe of a program. */
const before = /\s+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/|(?:struct|union|enum)\b[^;]*;|config\s*=\s*\{[^}]*\};?/y;

/** Whether a text is a bpftrace program that looks at the kernel. */
export function isBpftraceText(text: string): boolean {
  if (!kernelProbe.test(text)) return false;
  let at = 0;
  for (; at < text.length; at = before.lastIndex) {
    before.lastIndex = at;
    if (!before.test(text)) break;
  }
  firstProbe.lastIndex = at;
  return firstProbe.test(text);
}

/** Whether a text is C that BCC compiles. */
export function isBccText(text: string): boolean {
  return (
    /^\s*#include\s*[<"]/m.test(text) &&
    /\b(?:struct\s+pt_regs\s*\*|(?:TRACEPOINT|KFUNC|KRETFUNC|LSM|RAW_TRACEPOINT)_PROBE\s*\(|BPF_(?:HASH|PERF_OUTPUT)\s*\()/.test(
      text,
    )
  );
}

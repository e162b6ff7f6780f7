/** Whether a text has a line that begins as a probe of bpftrace does. */
export function looksLikeBpftrace(text: string): boolean {
  return /^(?:k(?:ret)?probe|f(?:entry|exit)|k(?:ret)?func|(?:raw)?tracepoint|u(?:ret)?probe|usdt|interval|profile|iter):[^\s:]/m.test(
    text,
  );
}

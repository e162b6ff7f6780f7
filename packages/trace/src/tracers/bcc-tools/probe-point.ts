import type { ProbeText } from './probe-text';

/** What stands between colons, by offsets. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where a probe goes, as trace and argdist write it: `TYPE:LIBRARY:FUNCTION`. */
export interface ProbePoint {
  /** `p`, `r`, `t` or `u` */
  readonly type: string;
  readonly scope: Word;
  readonly name: Word;
  /** Bytes into the function. */
  readonly offset: number;
}

/** Splits a text at colons. */
export function splitWords(text: string, start: number): readonly Word[] {
  let at = start;
  return text.split(':').map((part) => {
    const word = { text: part, start: at, end: at + part.length };
    at = word.end + 1;
    return word;
  });
}

/** The names of a wrapper of a system call, of which the tools read the call's own arguments (since trace of BCC 0.12). */
const wrapper = /^__x64_sys_/;

/** Opens the handler of a probe in the kernel; `undefined`: it is of user space. `signature` by offsets. */
export function openHandler(
  probe: ProbeText,
  { type, scope, name }: ProbePoint,
  signature: { readonly start: number; readonly end: number } | undefined,
): void {
  if (type === 't') {
    probe.add('TRACEPOINT_PROBE(');
    probe.take(scope.start, scope.end);
    probe.add(', ');
    probe.take(name.start, name.end);
    probe.add(') {\n');
    return;
  }
  probe.add(`int ${wrapper.test(name.text) && type === 'p' ? 'syscall__probe' : 'probe'}(struct pt_regs *ctx`);
  if (signature && signature.end > signature.start && type === 'p') {
    probe.add(', ');
    probe.take(signature.start, signature.end);
  }
  probe.add(') {\n');
}

/** Closes the handler and attaches it. */
export function closeHandler(probe: ProbeText, { type, name, offset }: ProbePoint): void {
  probe.add('return 0; }\n""")\n');
  if (type === 't') return;
  const method = type === 'r' ? 'attach_kretprobe' : 'attach_kprobe';
  const prefix = type === 'p' ? wrapper.exec(name.text)?.[0] : undefined;
  probe.add(`b.${method}(event=${prefix === undefined ? '' : 'b.get_syscall_fnname('}"`);
  probe.take(name.start + (prefix?.length ?? 0), name.end);
  const into = offset > 0 ? `, event_off=${offset}` : '';
  probe.add(
    `"${prefix === undefined ? '' : ')'}, fn_name="${prefix === undefined ? 'probe' : 'syscall__probe'}"${into})\n`,
  );
}

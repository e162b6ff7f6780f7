import type { Use } from '@tracefit/model';
import { concatTexts, pieceOf, type MappedText, type Part } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';

/** A program for BCC that does what a tool makes of a probe on its command line, put together piece by piece. */
export interface ProbeText {
  /** Adds text of our own, which stands where the probe does. */
  add(text: string): void;
  /** Adds a piece of the command line. */
  take(start: number, end: number): void;
  /** Adds an expression of the command line, which is read as text or not. */
  value(start: number, end: number, isText: boolean): void;
  /** The program as a definition. */
  define(): EmbeddedDefinition;
}

/** Words that the tools put C in place of (`aliases` of tools/trace.py and tools/argdist.py); what is not the kernel's is `own()`. */
const aliases = `${[1, 2, 3, 4, 5, 6].map((number) => `#define arg${number} PT_REGS_PARM${number}(ctx)`).join('\n')}
#define retval PT_REGS_RC(ctx)
#define $retval PT_REGS_RC(ctx)
#define $uid own()
#define $gid own()
#define $pid own()
#define $tgid own()
#define $cpu own()
#define $PID own()
#define $COMM own()
#define $latency own()
#define $task ((struct task_struct *)bpf_get_current_task())
#define STRCMP(text, value) (value)
`;

export function createProbeText(source: MappedText): ProbeText {
  const parts: Part[] = [];
  const texts: { readonly start: number; readonly end: number }[] = [];
  let length = 0;
  const push = (value: MappedText) => {
    parts.push({ value });
    length += value.text.length;
  };
  const probe: ProbeText = {
    add(text) {
      push(pieceOf(source, 0, 0, text));
    },
    take(start, end) {
      push(pieceOf(source, start, end));
    },
    value(start, end, isText) {
      probe.add('f(');
      const from = length;
      // `arg1@user` only says how it is read.
      for (let at = start; at < end;) {
        const user = source.text.indexOf('@user', at);
        const stop = user < 0 || user > end ? end : user;
        if (stop > at) probe.take(at, stop);
        at = stop === end ? end : stop + '@user'.length;
      }
      if (isText) texts.push({ start: from, end: length });
      probe.add(');\n');
    },
    define: () => ({
      lang: 'bcc',
      text: concatTexts(parts),
      read: (file, readNested) => {
        const trace = readNested(file, 'bcc');
        return {
          ...trace,
          probes: trace.probes.map((each) => ({ ...each, uses: each.uses.map((use) => asText(use, texts)) })),
        };
      },
    }),
  };
  probe.add(`from bcc import BPF\nb = BPF(text=r"""\n${aliases}`);
  return probe;
}

/** A value that is printed as text is taken for one. */
function asText(use: Use, texts: readonly { readonly start: number; readonly end: number }[]): Use {
  if (use.kind !== 'value' || !texts.some(({ start, end }) => use.span.start >= start && use.span.end <= end))
    return use;
  if (use.path.length > 0) return { ...use, reads: { kind: 'string' } };
  return use.expected || use.base.kind === 'typed' ? use : { ...use, expected: { by: 'string', span: use.span } };
}

import type { TraceFile } from '@tracefit/model';

/** A place that attaches, found by a search for the words that attach, without reading the language. */
export interface PlainHit {
  readonly text: string;
  /** In a text, from 1; nothing in a program, whose hits are names of sections. */
  readonly line?: number;
}

const bpftraceKinds =
  'kprobe|kretprobe|k|kr|kfunc|kretfunc|fentry|fexit|tracepoint|t|rawtracepoint|rt|uprobe|uretprobe|u|ur|usdt|U|profile|p|interval|i|software|s|hardware|h|watchpoint|w|iter|it';
const bpftraceProbe = new RegExp(`(?:^|[\\s,}])(?:${bpftraceKinds}):[\\w*:/.?-]+(?=\\s*[,{/]|\\s*$)`, 'g');
const bccProbe =
  /\.(?:attach_(?:kprobe|kretprobe|kfunc|kretfunc|lsm|tracepoint|raw_tracepoint|uprobe|uretprobe|perf_event)|enable_probe(?:_or_bail)?)\(|\b(?:kprobe|kretprobe|tracepoint|raw_tracepoint|kfunc|kretfunc)__\w+\(|\b(?:TRACEPOINT|RAW_TRACEPOINT|KFUNC|KRETFUNC|LSM|MODULE_KFUNC|MODULE_KRETFUNC)_PROBE\(/g;
const section =
  /^(?:kprobe|kretprobe|ksyscall|kretsyscall|tp|tracepoint|tp_btf|raw_tp|raw_tracepoint|fentry|fexit|fmod_ret|lsm|iter|uprobe|uretprobe|usdt|perf_event)(?:\.s)?(?:\/[\w./:+*-]+)?$/;

/** The plain search for a format; `undefined` where there is none. */
export function plainSearch(trace: TraceFile, bytes: Uint8Array): readonly PlainHit[] | undefined {
  switch (trace.format) {
    case 'bpftrace':
      return searchLines(withoutComments(trace.text), bpftraceProbe);
    case 'bcc':
      return searchLines(trace.text.replace(/^[ \t]*(?:#(?!define).*|\/\/.*|\*.*)$/gm, ''), bccProbe);
    case 'bpf-object':
      return searchSections(bytes);
    default:
      return undefined;
  }
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/\/\/.*/g, '');
}

function searchLines(text: string, words: RegExp): readonly PlainHit[] {
  return text
    .split('\n')
    .flatMap((line, at) => [...line.matchAll(words)].map(([hit]) => ({ text: hit.trim(), line: at + 1 })));
}

function searchSections(bytes: Uint8Array): readonly PlainHit[] {
  const names = Buffer.from(bytes).toString('latin1').split('\0');
  return [...new Set(names.filter((name) => section.test(name)))].map((text) => ({ text }));
}

/** The hits at which the traces of a file have no probe. */
export function missedHits(hits: readonly PlainHit[], traces: readonly TraceFile[]): readonly PlainHit[] {
  const probes = traces.flatMap((trace) => trace.probes);
  const lines = new Set(probes.flatMap(({ span, attach }) => [span.line, attach.span.line]));
  const names = new Set(probes.map(({ attach }) => attach.name));
  // A section that names what no kernel has (`kprobe/dummy_open`) leaves it to the program what it attaches to.
  const open: ReadonlySet<string> = new Set(
    probes.flatMap(({ attach }) => (attach.byLoader === true ? [attach.kind] : [])),
  );
  return hits.filter(({ text, line }) => {
    if (line !== undefined) return !lines.has(line);
    const [kind = '', ...rest] = text.split('/');
    if (rest.length === 0 || open.has(kind)) return false;
    return !names.has(rest.join('/')) && !names.has(rest.join(':'));
  });
}

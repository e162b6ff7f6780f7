import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** Names that stand in scripts which trace. */
const traces =
  /\b(?:kprobe_events|dynamic_events|uprobe_events|function_events|synthetic_events|set_ftrace_(?:filter|notrace)|set_graph_\w+|set_event|bpftrace)\b|\bperf\s+(?:-\S+\s+)*(?:probe|record|stat|top|trace|ftrace|sched|kmem|lock|kvm|timechart)\b|\btrace-cmd\s+\w|\blttng\s+enable-event\b|\bstap\s+\S|\bfrom\s+bcc\s+import\b|\b(?:trace|argdist|funccount|stackcount|funclatency|funcslower)-bpfcc\b|\bbcc\/tools\/\w|\b(?:argdist|funccount|stackcount|funclatency|funcslower)\s+\S|\b(?:ply|dtrace)\s+-?\w*\s*['"]|\bevents\/[\w$*{}/-]*(?:enable|filter|trigger)\b|\/sys\/kernel\/(?:debug\/)?tracing\b/;

const command =
  /^\s*(?:sudo\s+)?(?:echo|printf|cat|bpftrace|perf|trace-cmd|lttng|ply|dtrace|stap|\S*\/bcc\/tools\/\w+|\w+-bpfcc|(?:argdist|funccount|stackcount|funclatency|funcslower)(?:\.py)?)\s.*/;

/** How much of a text `detect` looks at. */
const looksAt = 1_000_000;

/** Shell scripts and command lines that write into tracefs or start a program that traces. */
export const shell: TraceFormat = {
  id: 'shell',
  title: 'a shell script',
  suffixes: [],
  detect(file) {
    const isScript = /\.(?:ba|k|z)?sh$/.test(file.path) || /^#!\s*\S*\/(?:env\s+)?(?:ba|da|a|k|z)?sh\b/.test(file.text);
    const text = file.text.slice(0, looksAt);
    return isScript ? traces.test(text) : command.test(text) && traces.test(text);
  },
  parse(file, readNested) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file, readNested);
  },
};

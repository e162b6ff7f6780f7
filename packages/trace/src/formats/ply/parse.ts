import type { TraceFile } from '@tracefit/model';
import { globalVariables } from '../../embedded/global-variables';
import type { MappedText } from '../../embedded/mapped-text';
import { readAsBpftrace, unreadable } from '../../embedded/read-as-bpftrace';
import { renamings, rewrite, type Rewriting } from '../../embedded/rewrite';
import { createSpanMaker } from '../../span-maker';
import type { NestedReader, SourceFile } from '../../trace-format';

/** What ply writes otherwise than bpftrace. */
const rules: readonly Rewriting[] = [
  { pattern: /#[^\n]*/y, meaning: () => ' ' },
  // Names of functions are no words of the language.
  { pattern: /\bk(?:ret)?probe:[^\s,{}/;"']+/y, meaning: ([text]) => text },
  { pattern: /\btracepoint:[^\s,{}/;"']+\/[^\s,{}/;"']+/y, meaning: ([text]) => text.replace('/', ':') },
  {
    pattern: /\binterval:(\d+)(m?s|us|ns)?\b/y,
    meaning: ([, count = '', unit = 's']) => `interval:${unit}:${count}`,
    unnamed: true,
  },
  { pattern: /\bprofile:(\d+)hz\b/y, meaning: ([, count = '']) => `profile:hz:${count}`, unnamed: true },
  // `delete @map[key];`
  { pattern: /\bdelete\s+(@\w*(?:\[[^\]\n]*\])?)/y, meaning: ([, map = '']) => `delete(${map})` },
  { pattern: /\bdata->/y, meaning: () => 'args.' },
  ...renamings({ quantize: 'hist', kpid: 'tid', caller: 'func', stack: 'kstack', walltime: 'nsecs', time: 'nsecs' }),
];

/** Reads a script of ply, which is bpftrace's language but for a few words. */
export function parse(file: SourceFile, readNested?: NestedReader): TraceFile {
  if (!readNested) return unreadable(file, 'ply');
  const { text } = file;
  const source: MappedText = { text, span: createSpanMaker(text), unknownIn: () => [] };
  return readAsBpftrace(file, 'ply', rewrite(source, 0, text.length, [...rules, ...globalVariables(text)]), readNested);
}

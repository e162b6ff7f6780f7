import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** How much of a text `detect` looks at. */
const looksAt = 1_000_000;

/** The package whose functions make a definition. */
const ownPackage = /(?:from|require\s*\(|import\s*\()\s*['"]@tracefit\/define['"]/;

/** Programs and files by which a program traces. */
const traces =
  /\b(?:spawn|exec|execFile|spawnSync|execSync|execFileSync)\s*\([^]{0,200}\bbpftrace\b|['"`/](?:kprobe_events|dynamic_events)['"`]|\bbpfcc['"]/;

/** A bpftrace probe with its body. */
const probe =
  /(?:^|[`'"\s;}])(?:k(?:ret)?probe|f(?:entry|exit)|k(?:ret)?func|(?:raw)?tracepoint):[\w:*.$]{1,100}[^{}`]{0,500}\{/;

/** Programs that define traces with `@tracefit/define`, or hold the text of others. */
export const typescript: TraceFormat = {
  id: 'typescript',
  title: 'a TypeScript or JavaScript program',
  suffixes: [],
  detect(file) {
    const isProgram =
      /\.[mc]?[jt]sx?$/.test(file.path) ||
      /^#!\s*\S*(?:\/|env\s+(?:-S\s+)?)(?:node|tsx|ts-node|deno|bun)\b/.test(file.text);
    if (!isProgram || file.path.endsWith('.d.ts')) return false;
    const text = file.text.slice(0, looksAt);
    return ownPackage.test(text) || traces.test(text) || probe.test(text);
  },
  parse(file, readNested) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file, readNested);
  },
};

import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { explore, resultsOf, type Exploration, type Paths } from '../../explore';
import { mergeRuns, type RunProbe } from '../../merge-runs';
import { openBesideFiles } from '../../beside-files';
import type { SourceFile } from '../../trace-format';
import { lex } from './lexer';
import { findAliases, noAliases } from './find-aliases';
import { lowerScript } from './lower';
import { parseScript } from './parse-script';
import { preprocess } from './preprocess';
import { createReader } from './reader';
import { openTapset } from './tapset-library';
import { createVersionOracle } from './version-oracle';

/** A script with more conditions on the kernel is not read for every answer. */
const maxRuns = 32;

interface Run {
  readonly probes: readonly RunProbe[];
  readonly problems: readonly ParseProblem[];
}

/** Reads a SystemTap script into probes: once for every answer that its conditions on the kernel may get. */
export function parse(file: SourceFile): TraceFile {
  const { path, text } = file;
  const { tapset } = file;
  const files = openBesideFiles({ ...file, beside: (name) => libraryFile(name, tapset?.read(name)) });
  const { span } = files;
  const library = openTapset(file, files);
  const tokens = lex(text);
  const exploration = explore((oracle): Run => {
    const asking = createVersionOracle(oracle);
    const { tokens: kept, problems } = preprocess(tokens, { asking, span, library });
    const reader = createReader(kept, span);
    const script = parseScript(reader);
    const used = library ? findAliases(script, library, { asking, span }) : noAliases;
    const probes = lowerScript({ text, files, tapset: tapset?.directory }, script, used);
    return { probes, problems: [...problems, ...reader.problems] };
  }, maxRuns);
  const problems = new Map(
    resultsOf(exploration.paths)
      .flatMap((run) => run.problems)
      .map((each) => [JSON.stringify(each), each]),
  );
  return {
    path,
    format: 'systemtap',
    tool: 'systemtap',
    text,
    probes: probesOf(exploration),
    declared: [],
    problems: [...problems.values()].sort((a, b) => a.span.start - b.span.start),
  };
}

function libraryFile(path: string, text: string | undefined): SourceFile | undefined {
  return text === undefined ? undefined : { path, text, bytes: new Uint8Array() };
}

function probesOf({ paths, untried }: Exploration<Run>): readonly Probe[] {
  const [first] = untried;
  const reason = 'the script has more conditions than can be followed; of some only one answer was tried';
  const unknowns = first ? [{ reason, span: first.span }] : [];
  const probes = paths.kind === 'end' ? paths.result.probes.map(probeOf) : mergeRuns(probesIn(paths));
  return probes.map((probe) => ({ ...probe, unknowns: [...probe.unknowns, ...unknowns] }));
}

function probesIn(paths: Paths<Run>): Paths<readonly RunProbe[]> {
  if (paths.kind === 'end') return { kind: 'end', result: paths.result.probes };
  return { ...paths, yes: probesIn(paths.yes), no: probesIn(paths.no) };
}

function probeOf({ head, ...body }: RunProbe): Probe {
  return { ...head, ...body };
}

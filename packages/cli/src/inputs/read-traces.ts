import { FormatError } from '@tracefit/btf';
import { UsageError, type TraceFile } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';
import { readTrace, traceFormats, type SourceFile } from '@tracefit/trace';
import type { Io } from '../io';
import { findFiles, type FoundFile } from './find-files';
import { readFile, readHead, readStdin } from './read-file';
import { isSystemError, systemErrorSentence } from './system-error';

/** The largest trace definition, and the most probes and uses in one; people write kilobytes and dozens. */
const maxTraceBytes = 4 << 20;
const maxUses = 20_000;
/** How much of a file in a directory is looked at to tell whether it is a trace definition. */
const headBytes = 4096;

export interface TraceOptions {
  /** The format of all of them; otherwise each is asked. */
  readonly lang?: string;
  /** What the standard input is called in the report. */
  readonly stdinName: string;
}

export interface ReadTraces {
  readonly traces: readonly TraceFile[];
  /** Files of directories that are no trace definition. */
  readonly skipped: number;
}

/**
 * The trace definitions of files, directories and the standard input (`-`).
 *
 * @throws UsageError with a line for each input that cannot be read, and where there is nothing to check at all
 */
export async function readTraces(names: readonly string[], options: TraceOptions, io: Io): Promise<ReadTraces> {
  const traces: TraceFile[] = [];
  const errors: string[] = [];
  const attempt = async (
    shown: string,
    read: () => Promise<TraceFile | undefined> | TraceFile | undefined,
  ): Promise<void> => {
    try {
      const trace = await read();
      if (trace && countUses(trace) > maxUses)
        errors.push(`more than ${maxUses} probes and uses of the kernel: ${shown}`);
      else if (trace) traces.push(trace);
      else skipped++;
    } catch (error) {
      errors.push(sentence(error, shown));
    }
  };
  const found = findFiles(
    names.filter((name) => name !== '-'),
    io,
  );
  errors.push(...found.unreadable);
  let skipped = found.others;
  if (names.includes('-')) {
    await attempt(options.stdinName, async () =>
      parseNamed(await readStdin(io, options.stdinName, maxTraceBytes), options.stdinName, options.lang),
    );
  }
  for (const file of found.files) await attempt(file.shown, () => readFound(file, options.lang, io));
  if (errors.length > 0) throw new UsageError(errors.map(visibleText).join('\n'));
  if (traces.length === 0) {
    const looked = skipped === 1 ? '1 file looked at' : `${skipped} files looked at`;
    throw new UsageError(`no trace definition found, ${looked}: ${names.join(' ')}`);
  }
  return { traces, skipped };
}

function countUses(trace: TraceFile): number {
  return trace.probes.reduce((sum, probe) => sum + 1 + probe.uses.length, 0);
}

function readFound(file: FoundFile, lang: string | undefined, io: Io): TraceFile | undefined {
  if (file.named) return parseNamed(readFile(io, file.path, file.shown, maxTraceBytes), file.shown, lang);
  // With --lang, a file of a directory is still taken only where its format is that one.
  if (!isTrace(sourceFile(file.shown, readHead(io, file.path, headBytes)), lang)) return undefined;
  return readTrace(sourceFile(file.shown, readFile(io, file.path, file.shown, maxTraceBytes)), lang);
}

function parseNamed(bytes: Uint8Array, shown: string, lang: string | undefined): TraceFile {
  const trace = readTrace(sourceFile(shown, bytes), lang);
  if (trace) return trace;
  throw new UsageError(`not recognised as a trace definition, --lang says what it is: ${shown}`);
}

/** Whether a file of a directory is meant to be checked, by its name and its beginning. */
function isTrace(head: SourceFile, lang: string | undefined): boolean {
  const formats = traceFormats.filter((format) => lang === undefined || format.id === lang);
  if (formats.some((format) => format.suffixes.some((suffix) => head.path.endsWith(suffix)))) return true;
  const binary = head.bytes.includes(0);
  return formats.some((format) => (format.binary === true || !binary) && format.detect(head));
}

function sourceFile(path: string, bytes: Uint8Array): SourceFile {
  return { path, bytes, text: new TextDecoder().decode(bytes) };
}

function sentence(error: unknown, shown: string): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof FormatError) return `${error.message}: ${shown}`;
  if (isSystemError(error)) return systemErrorSentence(error, shown);
  throw error;
}

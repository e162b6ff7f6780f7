import { FormatError } from '@tracefit/btf';
import { UsageError, type TraceFile } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';
import { embeddedTraces, readTrace, traceFormats, type SourceFile, type Tapset } from '@tracefit/trace';
import type { Io } from '../io';
import { expectMuchCode } from '../much-code';
import { findFiles, type FoundFile } from './find-files';
import { besideReader } from './read-beside';
import { readFile, readHead, readStdin } from './read-file';
import { readTapset } from './read-tapset';
import { isSystemError, systemErrorSentence } from './system-error';

/** The largest trace definition, and the most probes and uses in one; people write kilobytes and dozens. */
const maxTraceBytes = 4 << 20;
const maxUses = 60_000;
/** The largest program whose BPF objects are looked for. */
const maxBinaryBytes = 256 << 20;
/** With more, a run is long enough to be prepared for. */
const fewFiles = 10;
/** How much of a file in a directory is looked at to tell whether it is a trace definition. */
const headBytes = 65_536;

export interface TraceOptions {
  /** The format of all of them; otherwise each is asked. */
  readonly lang?: string | undefined;
  /** What the standard input is called in the report. */
  readonly stdinName: string;
  /** Whether a file of a directory is left out; it is counted as one that is no definition. */
  readonly ignores?: (file: string) => boolean;
  /** Only files of which this holds are looked at, named ones too; then there may be none. */
  readonly isChanged?: (file: string) => boolean;
  /** Directories besides those given from which a definition may be completed, where it names a file of them. Absolute. */
  readonly roots?: readonly string[];
  /** The directory of the tapset for SystemTap scripts, instead of the one of this machine. */
  readonly tapset?: string | undefined;
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
    read: () => Promise<readonly TraceFile[]> | readonly TraceFile[],
  ): Promise<void> => {
    try {
      const found = await read();
      for (const trace of found) {
        if (countUses(trace) <= maxUses) traces.push(trace);
        else errors.push(`more than ${maxUses} probes and uses of the kernel: ${trace.path}`);
      }
      if (found.length === 0) skipped++;
    } catch (error) {
      errors.push(sentence(error, shown));
    }
  };
  const tapset = lazily(() => readTapset(options.tapset, io));
  // One that was named is wrong whether or not a script needs it.
  if (options.tapset !== undefined) tapset();
  const found = findFiles(
    names.filter((name) => name !== '-'),
    io,
  );
  errors.push(...found.unreadable);
  if (found.files.length > fewFiles) expectMuchCode();
  let skipped = found.others;
  if (names.includes('-')) {
    await attempt(options.stdinName, async () =>
      parseNamed(
        sourceFile(options.stdinName, await readStdin(io, options.stdinName, maxTraceBytes), { tapset }),
        options.lang,
      ),
    );
  }
  const roots = [...new Set([...(options.roots ?? []), ...found.files.map(({ root }) => root)])];
  for (const file of found.files) {
    if (options.isChanged?.(file.path) === false) continue;
    if (!file.named && options.ignores?.(file.shown) === true) skipped++;
    else await attempt(file.shown, () => readFound(file, { roots, tapset, lang: options.lang }, io));
  }
  if (errors.length > 0) throw new UsageError(errors.map(visibleText).join('\n'));
  if (traces.length === 0 && !options.isChanged) {
    const looked = skipped === 1 ? '1 file looked at' : `${skipped} files looked at`;
    throw new UsageError(`no trace definition found, ${looked}: ${names.join(' ')}`);
  }
  return { traces, skipped };
}

function countUses(trace: TraceFile): number {
  return trace.probes.reduce((sum, probe) => sum + 1 + probe.uses.length, 0);
}

/** What is the same for all files. */
interface Reading {
  readonly roots: readonly string[];
  readonly tapset: () => Tapset | undefined;
  readonly lang: string | undefined;
}

function readFound(file: FoundFile, { roots, tapset, lang }: Reading, io: Io): readonly TraceFile[] {
  // A pipe is refused by `readFile`, without being opened.
  const isFile = io.fs.statSync(file.path).isFile();
  const head = sourceFile(file.shown, isFile ? readHead(io, file.path, headBytes) : new Uint8Array());
  const limit = isElf(head) ? maxBinaryBytes : maxTraceBytes;
  const read = besideReader(file, roots, io, maxTraceBytes);
  const whole = () => sourceFile(file.shown, readFile(io, file.path, file.shown, limit), { read, tapset });
  if (file.named) return parseNamed(whole(), lang);
  // With --lang, a file of a directory is still taken only where its format is that one.
  if (isTrace(head, lang)) return readAll(whole(), lang);
  return isElf(head) ? readEmbedded(whole(), lang) : [];
}

function parseNamed(file: SourceFile, lang: string | undefined): readonly TraceFile[] {
  const traces = readAll(file, lang);
  if (traces.length > 0) return traces;
  throw new UsageError(`not recognised as a trace definition, --lang says what it is: ${file.path}`);
}

/** The definition that a file is, or those it carries. */
function readAll(file: SourceFile, lang: string | undefined): readonly TraceFile[] {
  if (lang === undefined || lang === embeddedLang) {
    const isObject = traceFormats.some((format) => format.id === embeddedLang && format.detect(file));
    const inside = isObject || !file.bytes.includes(0) ? [] : readEmbedded(file, lang);
    if (inside.length > 0) return inside;
  }
  const trace = readTrace(file, lang);
  return trace ? [trace] : [];
}

const embeddedLang = 'bpf-object';

function readEmbedded(file: SourceFile, lang: string | undefined): readonly TraceFile[] {
  if (lang !== undefined && lang !== embeddedLang) return [];
  return embeddedTraces(file).flatMap((inside) => readTrace(inside, embeddedLang) ?? []);
}

/** Whether a file is a trace definition by its name or its beginning; what programs carry is not looked for. */
export function isTraceFile(file: FoundFile, io: Io): boolean {
  try {
    return isTrace(sourceFile(file.shown, readHead(io, file.path, headBytes)), undefined);
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** Programs and libraries: they may carry definitions wherever they want. */
function isElf({ bytes }: SourceFile): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** Whether a file of a directory is meant to be checked, by its name and its beginning. */
function isTrace(head: SourceFile, lang: string | undefined): boolean {
  const formats = traceFormats.filter((format) => lang === undefined || format.id === lang);
  if (formats.some((format) => format.suffixes.some((suffix) => head.path.endsWith(suffix)))) return true;
  const binary = head.bytes.includes(0);
  return formats.some((format) => (format.binary === true || !binary) && format.detect(head));
}

/** What a definition may use besides its own text. */
interface Around {
  readonly read?: (name: string) => Uint8Array | undefined;
  readonly tapset?: () => Tapset | undefined;
}

/** The text is decoded when first asked for, binary files have none; and so is what is around it. */
function sourceFile(path: string, bytes: Uint8Array, around: Around = {}): SourceFile {
  const { read, tapset } = around;
  let text: string | undefined;
  const beside = (name: string) => {
    const found = read?.(name);
    return found && sourceFile(name, found);
  };
  return {
    path,
    bytes,
    ...(read ? { beside } : {}),
    get text() {
      return (text ??= new TextDecoder().decode(bytes));
    },
    get tapset() {
      return tapset?.();
    },
  };
}

/** What is made when it is first asked for. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function sentence(error: unknown, shown: string): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof FormatError) return `${error.message}: ${shown}`;
  if (isSystemError(error)) return systemErrorSentence(error, shown);
  throw error;
}

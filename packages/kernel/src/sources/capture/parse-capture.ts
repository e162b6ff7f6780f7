import { FormatError } from '@tracefit/btf';
import { ABSENT } from '../../system/system-files';
import type { System, SystemFile, SystemFiles } from '../../system/system-files';

/** The first line of a capture, with the version of its layout. */
export const CAPTURE_MARK = 'tracefit-capture 1\n';

/** More than any has: an entry for each module's types. */
const MAX_ENTRIES = 100_000;
const MAX_LINE = 4096;
const NEWLINE = 10;

/** The content of the files that a capture has, and why it lacks others. */
interface Entries {
  readonly files: Map<string, Uint8Array>;
  readonly reasons: Map<string, string>;
}

/**
 * Parses what capture.sh has packed: the lines `file BYTES PATH`, each with so many bytes and a line end behind it, `none PATH` with the
 * reason on the next line, and at the end `end COUNT`.
 * @throws FormatError where it is damaged or cut short
 */
export function parseCapture(bytes: Uint8Array): System {
  const entries = parseEntries(bytes);
  const word = (name: string) => {
    const content = entries.files.get(name);
    return content && content.length < MAX_LINE ? Buffer.from(content).toString('utf8').trim() : undefined;
  };
  const release = word('uname -r');
  const machine = word('uname -m') ?? '';
  if (release === undefined || !/^\S+$/.test(release)) {
    throw new FormatError('the capture does not say which release it is of', 0);
  }
  splitEvents(entries);
  const littleEndian = !BIG_ENDIAN.test(machine);
  return { files: capturedFiles(entries), release, machine, littleEndian, hasImage: false };
}

/** Machines of `uname -m` whose numbers begin with the highest byte. */
const BIG_ENDIAN = /^(?:s390x?|ppc|ppc64|mips|mips64|parisc|parisc64|sparc|sparc64|m68k|aarch64_be|armv\d+b)$/;

function parseEntries(bytes: Uint8Array): Entries {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entries = { files: new Map(), reasons: new Map() };
  let at = CAPTURE_MARK.length;
  const line = (): string => {
    const end = text.subarray(at, at + MAX_LINE).indexOf(NEWLINE);
    if (end < 0) throw new FormatError('the capture is cut short', at);
    const content = text.toString('utf8', at, at + end);
    at += end + 1;
    return content;
  };
  if (text.toString('latin1', 0, at) !== CAPTURE_MARK) throw new FormatError('there is no capture', 0);
  for (let count = 0; ; count++) {
    const start = at;
    const [kind = '', ...words] = line().split(' ');
    if (kind === 'end') {
      if (words.join(' ') !== String(count)) throw new FormatError('the capture lacks entries', start);
      return entries;
    }
    if (count >= MAX_ENTRIES) throw new FormatError('the capture has more entries than any', start);
    if (kind === 'none') {
      // The reason goes into notes: words, and nothing that a terminal takes for a command.
      entries.reasons.set(
        words.join(' '),
        line()
          .replace(/[^\x20-\x7e]/g, '?')
          .slice(0, 200),
      );
      continue;
    }
    const [size = '', ...path] = words;
    const length = /^\d{1,10}$/.test(size) ? Number(size) : NaN;
    if (kind !== 'file' || !(at + length < text.length) || text[at + length] !== NEWLINE) {
      throw new FormatError('an entry of the capture is damaged', start);
    }
    entries.files.set(path.join(' '), bytes.subarray(at, at + length));
    at += length + 1;
  }
}

/** All formats are one entry, `events`, each behind a line `### SYSTEM/NAME/format`; they become files as they were. */
function splitEvents({ files, reasons }: Entries): void {
  for (const [directory, content] of files) {
    if (!directory.endsWith('/tracing/events')) continue;
    files.delete(directory);
    const formats = Buffer.from(content)
      .toString('utf8')
      .split(/^### (\S+)\n/m);
    for (let i = 1; i < formats.length; i += 2) {
      const path = `${directory}/${formats[i] ?? ''}`;
      const format = formats[i + 1] ?? '';
      if (format === '') reasons.set(path, 'it could not be read');
      else files.set(path, Buffer.from(format));
    }
  }
}

function capturedFiles({ files, reasons }: Entries): SystemFiles {
  const names = new Map<string, Set<string>>();
  for (const path of [...files.keys(), ...reasons.keys()]) addToDirectories(names, path);
  const read = (path: string): SystemFile => {
    const bytes = files.get(path);
    return bytes ? { path, bytes } : { path, refused: reasonOf(reasons, path) ?? ABSENT };
  };
  return {
    read,
    readFirst(places) {
      const found = places.find((path) => files.has(path)) ?? places.find((path) => reasonOf(reasons, path));
      return read(found ?? places.at(-1) ?? '');
    },
    list: (directory) => [...(names.get(directory) ?? [])].sort(),
  };
}

/** Deeper paths are none that a capture has. */
const MAX_DEPTH = 16;

function addToDirectories(names: Map<string, Set<string>>, path: string): void {
  let end = path.length;
  for (let depth = 0, slash = path.lastIndexOf('/'); slash > 0 && depth < MAX_DEPTH; depth++) {
    const directory = path.slice(0, slash);
    const known = names.get(directory) ?? new Set();
    names.set(directory, known.add(path.slice(slash + 1, end)));
    end = slash;
    slash = path.lastIndexOf('/', slash - 1);
  }
}

/** Of a file, or of a directory above it. */
function reasonOf(reasons: ReadonlyMap<string, string>, path: string): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const reason = reasons.get(path.slice(0, end));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

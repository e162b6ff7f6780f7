import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import type { KernelSource, ReadContext } from '../kernel-source';
import { mergeParts } from '../parts/merge-parts';
import type { NamedPart } from '../parts/merge-parts';
import { EMPTY_PART } from '../parts/source-part';
import type { SourcePart } from '../parts/source-part';
import { identify } from '../read-snapshot';
import type { SnapshotResult } from '../read-snapshot';
import { availableFilterFunctions } from '../sources/available-filter-functions';
import { config } from '../sources/config';
import { kallsyms } from '../sources/kallsyms';
import { kprobeBlacklist } from '../sources/kprobe-blacklist';
import { readLiveBtf } from './live-btf';
import { liveFiles, notRead } from './live-files';
import type { LiveFiles } from './live-files';
import { readLiveIdentity } from './live-identity';
import { readLiveImage } from './live-image';
import { readLiveEvents, TRACEFS } from './live-tracefs';

export interface ReadLiveOptions {
  readonly progress?: ((what: string) => void) | undefined;
  /** Where the system's `/` is; `/` if not given. */
  readonly root?: string | undefined;
}

const MAX_UNPACKED = 1 << 30;

/**
 * Reads the running kernel as far as it lets this user. What it does not show is read from its boot image where that can be read;
 * what then is still not known becomes a note with the reason.
 * @throws UsageError where neither types nor symbols can be read
 */
export async function readLiveSnapshot(options: ReadLiveOptions = {}): Promise<SnapshotResult> {
  const context: ReadContext = { progress: options.progress ?? (() => undefined), maxUnpacked: MAX_UNPACKED };
  const files = liveFiles(options.root ?? '/');
  const identity = readLiveIdentity(files);
  const release = identity.release ?? '';
  const notes: string[] = [];
  const parts: NamedPart[] = [{ name: 'the running kernel', part: { ...EMPTY_PART, identity } }];
  const add = (name: string, read: { readonly part?: SourcePart; readonly notes: readonly string[] }) => {
    notes.push(...read.notes);
    if (read.part) parts.push({ name, part: read.part });
    return read.part !== undefined;
  };
  const tracefs = (name: string) => TRACEFS.map((root) => `${root}/${name}`);
  const readOne = (what: string, source: KernelSource, places: readonly string[]) =>
    readSource(files, { what, source, places }, context);

  const hasBtf = add('/sys/kernel/btf', readLiveBtf(files, context));
  const symbols = await readOne("the kernel's symbols", kallsyms, ['/proc/kallsyms']);
  const lists = [
    await readOne('the functions ftrace can patch', availableFilterFunctions, tracefs('available_filter_functions')),
    await readOne('the kprobe blacklist', kprobeBlacklist, ['/sys/kernel/debug/kprobes/blacklist']),
  ];
  context.progress('reading the trace events');
  const events = readLiveEvents(files);
  const isShownAll = lists.every(({ part }) => part) && events.part !== undefined;
  const image = isShownAll ? { path: '', notes: [] } : await readLiveImage(files, identity, context);
  if (image.part) {
    // The image knows better which symbols are functions, and all that the lists would have told.
    parts.push({ name: image.path, part: image.part });
    if (symbols.part) symbols.part = ofModules(symbols.part);
  } else {
    notes.push(...lists.flatMap((list) => list.notes), ...events.notes, ...image.notes);
  }
  const hasSymbols = add('/proc/kallsyms', symbols);
  for (const list of lists) if (list.part) parts.push({ name: list.name, part: list.part });
  if (events.part) parts.push({ name: TRACEFS[0], part: events.part });
  add(
    'the configuration',
    await readOne('the configuration', config, [
      '/proc/config.gz',
      `/boot/config-${release}`,
      `/lib/modules/${release}/config`,
    ]),
  );
  if (!hasBtf && !hasSymbols && !image.part) {
    throw new UsageError(`nothing can be read of the running kernel (${notes.join('; ')})`);
  }
  const { part, disagreements } = mergeParts(parts);
  const snapshot = identify({ ...part, notes: [...part.notes, ...notes] }, 'running', 'running');
  return { snapshot, disagreements: [...disagreements] };
}

interface LivePart {
  readonly name: string;
  part?: SourcePart;
  readonly notes: readonly string[];
}

async function readSource(
  files: LiveFiles,
  wanted: { readonly what: string; readonly source: KernelSource; readonly places: readonly string[] },
  context: ReadContext,
): Promise<LivePart> {
  const file = files.readFirst(wanted.places);
  const name = file.path;
  if (!file.bytes) return { name, notes: [notRead(wanted.what, file)] };
  try {
    return { name, part: await wanted.source.read(file, context), notes: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { name, notes: [notRead(wanted.what, { path: name, refused: error.sentence })] };
  }
}

/** Only what modules bring. */
function ofModules(part: SourcePart): SourcePart {
  const functions = part.functions.flatMap(({ name, symbols = [] }) => {
    const own = symbols.filter((symbol) => symbol.module !== undefined);
    return own.length > 0 ? [{ name, symbols: own }] : [];
  });
  return { ...part, complete: [], functions, data: part.data.filter((data) => data.module !== undefined) };
}

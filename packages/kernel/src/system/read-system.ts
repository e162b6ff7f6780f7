import { FormatError } from '@tracefit/btf';
import type { SnapshotPart } from '@tracefit/model';
import type { KernelSource, ReadContext } from '../kernel-source';
import { mergeParts } from '../parts/merge-parts';
import type { NamedPart } from '../parts/merge-parts';
import { EMPTY_PART } from '../parts/source-part';
import type { ModuleBase, SourcePart } from '../parts/source-part';
import { availableFilterFunctions } from '../sources/available-filter-functions';
import { config } from '../sources/config';
import { kallsyms } from '../sources/kallsyms';
import { kprobeBlacklist } from '../sources/kprobe-blacklist';
import { readSystemBtf } from './system-btf';
import { notRead } from './system-files';
import type { System, SystemFiles } from './system-files';
import { readSystemIdentity } from './system-identity';
import { readSystemImage } from './system-image';
import { readSystemEvents, TRACEFS } from './system-tracefs';

export interface ReadSystem {
  readonly part: SnapshotPart;
  /** What its modules are read with. */
  readonly base?: ModuleBase;
  readonly disagreements: readonly string[];
  /** Neither types nor symbols could be read. */
  readonly isEmpty: boolean;
}

/**
 * Reads a kernel that runs, as far as it lets its user. What it does not show is read from its boot image where that can be
 * read; what then is still not known becomes a note with the reason.
 * @param called what it is called in sentences: `the running kernel`
 */
export async function readSystem(system: System, called: string, context: ReadContext): Promise<ReadSystem> {
  const { files } = system;
  const identity = readSystemIdentity(system);
  const release = identity.release ?? '';
  const notes: string[] = [];
  const parts: NamedPart[] = [{ name: called, part: { ...EMPTY_PART, identity } }];
  const add = (name: string, read: { readonly part?: SourcePart; readonly notes: readonly string[] }) => {
    notes.push(...read.notes);
    if (read.part) parts.push({ name, part: read.part });
    return read.part !== undefined;
  };
  const tracefs = (name: string) => TRACEFS.map((root) => `${root}/${name}`);
  const readOne = (what: string, source: KernelSource, places: readonly string[]) =>
    readSource(files, { what, source, places }, context);

  const btf = readSystemBtf(files, context);
  const hasBtf = add('/sys/kernel/btf', btf);
  const symbols = await readOne("the kernel's symbols", kallsyms, ['/proc/kallsyms']);
  const lists = [
    await readOne('the functions ftrace can patch', availableFilterFunctions, tracefs('available_filter_functions')),
    await readOne('the kprobe blacklist', kprobeBlacklist, ['/sys/kernel/debug/kprobes/blacklist']),
  ];
  context.progress('reading the trace events');
  const events = readSystemEvents(files);
  const isShownAll = lists.every(({ part }) => part) && events.part !== undefined;
  const image =
    isShownAll || !system.hasImage ? { path: '', notes: [] } : await readSystemImage(files, identity, context);
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
  const { part, disagreements } = mergeParts(parts);
  const base = btf.part?.base;
  return {
    part: { ...part, notes: [...part.notes, ...notes] },
    ...(base ? { base } : {}),
    disagreements,
    isEmpty: !hasBtf && !hasSymbols && !image.part,
  };
}

interface NamedRead {
  readonly name: string;
  part?: SourcePart;
  readonly notes: readonly string[];
}

async function readSource(
  files: SystemFiles,
  wanted: { readonly what: string; readonly source: KernelSource; readonly places: readonly string[] },
  context: ReadContext,
): Promise<NamedRead> {
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

import type { KernelIdentity, SurfaceChange, SurfaceDiff, SurfaceEntry, SurfacePart } from '@tracefit/model';
import { visibleText } from '../visible-text';
import { detailLines } from './detail-lines';
import { partWords } from './part-words';

/** Both kernels, in a line. */
export function pairTitle({ before, after }: SurfaceDiff): string {
  return `${kernelTitle(before)} -> ${kernelTitle(after)}`;
}

function kernelTitle({ id, version }: KernelIdentity): string {
  return visibleText(id.includes(version) ? id : `${id} (${version})`);
}

/** What could not be compared, and why. */
export function notComparedWords({ part, reason }: SurfaceDiff['notCompared'][number]): string {
  return `${part === undefined ? '' : `${partWords[part]}, `}${visibleText(reason)}`;
}

export const signs: Readonly<Record<SurfaceChange, string>> = {
  added: '+',
  removed: '-',
  renamed: '-',
  inlined: '-',
  cloned: '-',
  changed: '~',
  untraceable: '!',
  traceable: '+',
};

/** All that is said of an entry beyond its name, a line each. */
export function entryLines(entry: SurfaceEntry): readonly string[] {
  return [...detailLines(entry), ...candidateLine(entry)];
}

/** What the sign alone does not say. */
export function changeNote({ part, change, breaking, details }: SurfaceEntry): string {
  if (change === 'inlined' || change === 'cloned' || change === 'renamed') return ` (${change})`;
  if (part !== 'functions' || change !== 'changed') return '';
  if (!breaking) return ' (no probe notices)';
  const byEntry = details.some((detail) => detail.breaking && detail.kind !== 'returns');
  return byEntry ? '' : ' (only return probes notice)';
}

function candidateLine({ candidates = [] }: SurfaceEntry): readonly string[] {
  if (candidates.length === 0) return [];
  return [`perhaps now ${candidates.map(({ name }) => visibleText(name)).join(', or ')}`];
}

/** So many places are named. */
const mostUses = 4;

export function usersLine({ usedBy = [] }: SurfaceEntry): readonly string[] {
  if (usedBy.length === 0) return [];
  const places = usedBy.slice(0, mostUses).map(({ file, line }) => visibleText(`${file}:${line}`));
  const more = usedBy.length - mostUses;
  return [`used by ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

/** One thing of a part; nothing where its name says it (`struct sock`). */
const partWord: Readonly<Record<SurfacePart, string>> = {
  functions: 'function ',
  structs: '',
  enums: '',
  typedefs: 'typedef ',
  tracepoints: 'tracepoint ',
  raw_tracepoints: 'raw tracepoint ',
  syscalls: 'system call ',
  lsm_hooks: 'LSM hook ',
  kfuncs: 'kfunc ',
  helpers: 'BPF helper ',
  config: '',
};

export const changeWords: Readonly<Record<SurfaceChange, string>> = {
  added: 'is new',
  removed: 'is gone',
  renamed: 'has another name',
  changed: 'has changed',
  inlined: 'is inlined',
  cloned: 'is there only as copies of the compiler',
  untraceable: 'cannot be probed any more',
  traceable: 'can be probed now',
};

/** What became of a thing, in a sentence. */
export function entrySentence({ part, name, change }: SurfaceEntry): string {
  return `${partWord[part]}\`${visibleText(name)}\` ${changeWords[change]}`;
}

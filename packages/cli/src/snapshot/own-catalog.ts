import { createHash } from 'node:crypto';
import path from 'node:path';
import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import { printCatalog, readCatalog, type CatalogKernel, type CatalogSource } from '@tracefit/signatures';
import type { Io } from '../io';
import type { ReadKernel } from '../kernels/read-kernel';
import { writeAtomically } from '../outputs/write-atomically';
import { idsOf, type OwnStore } from './own-store';

/** The package that files are from, where the user says it; a package says it itself. */
export interface GivenPackage {
  readonly package: string;
  readonly packageVersion: string;
}

/** What is written down of the inputs of a kernel: each file with its checksum, of a directory those that were read. */
export function catalogSources(read: ReadKernel, given: GivenPackage | undefined, io: Io): readonly CatalogSource[] {
  return read.inputs.flatMap((input) => {
    const place = path.resolve(io.cwd, input.path);
    const files = io.fs.statSync(place).isFile() ? [place] : input.files.map((file) => path.resolve(place, file));
    const own = input.package && { package: input.package.name, packageVersion: input.package.version };
    return files.map((file) => ({ file: path.basename(file), sha256: sha256(file, io), ...(given ?? own) }));
  });
}

/** Writes the catalogue of a store as it is now: of some entries the last of each kernel that the store has. */
export function writeCatalog(own: OwnStore, entries: readonly CatalogKernel[], io: Io): void {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const kernels = [...idsOf(own, io)].flatMap((id) => byId.get(id) ?? []);
  writeAtomically(io, catalogFile(own), printCatalog({ store: path.basename(own.file), kernels }));
}

/**
 * The entries of the catalogue beside a store; none where there is no catalogue. Asked before a store is written, so that
 * a catalogue that is none stops it.
 *
 * @throws UsageError where the file of that name is no catalogue
 */
export function catalogOf(own: OwnStore, io: Io): readonly CatalogKernel[] {
  const file = catalogFile(own);
  if (!io.fs.existsSync(file)) return [];
  try {
    return readCatalog(io.fs.readFileSync(file, 'utf8')).kernels;
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${error.message}: ${path.join(own.name, 'catalog.yaml')}`);
    throw error;
  }
}

function catalogFile(own: OwnStore): string {
  return path.join(path.dirname(own.file), 'catalog.yaml');
}

/** In pieces: a vmlinux with debug information is large. */
function sha256(file: string, io: Io): string {
  const hash = createHash('sha256');
  const descriptor = io.fs.openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(1 << 20);
    for (let read = -1; read !== 0;) {
      read = io.fs.readSync(descriptor, chunk);
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    io.fs.closeSync(descriptor);
  }
  return hash.digest('hex');
}

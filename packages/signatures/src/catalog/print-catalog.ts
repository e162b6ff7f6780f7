import { stringify } from 'yaml';
import type { Catalog } from './catalog';

/** Prints a catalogue as YAML, the same text for the same catalogue; `readCatalog` reads it back. */
export function printCatalog({ store, kernels }: Catalog): string {
  const header =
    '# Where the kernels of the signature store come from. Written together with the store, not by hand.\n' +
    '# Described by schemas/catalog.schema.json.\n\n';
  return header + stringify({ store, kernels }, { lineWidth: 0, aliasDuplicateObjects: false });
}

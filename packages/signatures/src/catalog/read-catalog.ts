import { FormatError } from '@tracefit/btf';
import catalogSchema from '@tracefit/schemas/catalog.schema.json';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { parseDocument } from 'yaml';
import type { Catalog } from './catalog';

/** Characters of a catalogue at most: some hundred kernels take a tenth of it. */
const longestCatalog = 1 << 22;

/** Made when first needed: the schema becomes a program, which takes its time. */
let isCatalog: ValidateFunction<Catalog> | undefined;

/**
 * Reads a catalogue, `catalog.yaml`, and checks it by its schema.
 * @throws FormatError where it is no YAML or not what the schema says
 */
export function readCatalog(text: string): Catalog {
  if (text.length > longestCatalog)
    throw new FormatError(`the catalogue is longer than ${longestCatalog} characters`, 0);
  const document = parseDocument(text, { logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem) {
    const line = text.slice(0, problem.pos[0]).split('\n').length;
    throw new FormatError(`the catalogue is not well-formed YAML, line ${line}`, problem.pos[0]);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new FormatError('the catalogue uses YAML aliases, which it has no need of', 0);
  }
  isCatalog ??= new Ajv2020({ strict: true }).compile<Catalog>(catalogSchema);
  if (!isCatalog(value)) {
    const [error] = isCatalog.errors ?? [];
    throw new FormatError(`the catalogue is wrong: ${error?.message ?? 'it'} at ${error?.instancePath || '/'}`, 0);
  }
  return value;
}

import { FormatError, readBtf } from '@tracefit/btf';
import type { Btf, Elf } from '@tracefit/btf';
import { inferArch } from '../identity/infer-arch';
import type { ReadContext } from '../kernel-source';
import { cTypes } from '../types/c-types';
import { fromBtf } from '../types/from-btf';
import { namedTypes } from '../types/named-types';
import { EMPTY_PART } from './source-part';
import type { SourcePart } from './source-part';

/**
 * What the BTF of a kernel tells on its own.
 * @throws FormatError where a type is damaged
 */
export function partFromBtf(btf: Btf, context: ReadContext): SourcePart {
  context.progress('reading the types');
  const arch = inferArch(btf);
  const facts = fromBtf(btf);
  return {
    ...EMPTY_PART,
    ...facts,
    identity: arch === undefined ? {} : { arch },
    complete: ['prototypes', 'types', 'raw_tracepoints'],
    base: { btf, cTypes: cTypes(btf), types: namedTypes(facts) },
  };
}

/**
 * The same for an ELF file that is not loaded and only carries `.BTF`.
 * @throws FormatError where it has none, or belongs to a module
 */
export function partFromBtfSection(elf: Elf, context: ReadContext): SourcePart {
  const section = elf.section('.BTF');
  if (!section) throw new FormatError('the ELF file is no kernel: it has neither segments nor a section .BTF', 0);
  if (elf.section('.modinfo') && elf.section('.gnu.linkonce.this_module')) {
    throw new FormatError('the ELF file is a kernel module, which is not supported yet without its kernel', 0);
  }
  return partFromBtf(readBtf(section.bytes, { origin: section.offset }), context);
}

import type { ByteReader } from './byte-reader';
import { FormatError } from './format-error';
import { btfTypeSize, kindOf, vlenOf, type KindLayout } from './kinds';

/**
 * Finds where each type begins: type ids are positions in the section, and types have different lengths.
 *
 * @param types the type section
 * @param layouts sizes of the kinds by number
 * @returns positions in the section by type id, counted from the first id of the section
 */
export function indexTypes(types: ByteReader, layouts: readonly KindLayout[]): Uint32Array {
  const positions = new Uint32Array(Math.ceil(types.length / btfTypeSize));
  let count = 0;
  let position = 0;
  while (position < types.length) {
    if (types.length - position < btfTypeSize) refuse('type leaves the type section', types, position);
    const info = types.u32At(position + 4);
    const kind = kindOf(info);
    const layout = layouts[kind];
    if (layout === undefined) return refuse(`kind ${kind} is not known`, types, position + 4);
    if (kind === 0) refuse('kind 0 (void) is in the type section', types, position + 4);
    positions[count++] = position;
    const size = btfTypeSize + layout.infoSize + layout.elemSize * (layout.elemSize === 0 ? 0 : vlenOf(info));
    if (size > types.length - position) refuse('type leaves the type section', types, position);
    position += size;
  }
  return positions.slice(0, count);
}

function refuse(sentence: string, types: ByteReader, position: number): never {
  throw new FormatError(sentence, types.origin + position);
}

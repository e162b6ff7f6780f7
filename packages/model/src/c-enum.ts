import { skipAnnotations } from './c-annotation';
import { parseConstant } from './c-constant';
import { typeKey, type CReader } from './c-reader';
import type { CType, EnumValue } from './c-type';

/** Reads `enum NAME`, `enum NAME { ... }` or `enum { ... }`. */
export function parseEnum(reader: CReader): CType {
  reader.next();
  let packed = skipAnnotations(reader);
  const name = reader.peek().kind === 'word' ? reader.next().text : '';
  if (!reader.take('{')) {
    if (name === '') reader.fail('expected the name of an enum or `{`');
    return { kind: 'enum', name };
  }
  const values: EnumValue[] = [];
  let next = 0n;
  let least = 0n;
  let most = 0n;
  while (reader.peek().text !== '}' && reader.peek().kind !== 'end') {
    const token = reader.next();
    if (token.kind !== 'word') reader.fail('expected the name of a constant', token);
    skipAnnotations(reader);
    if (reader.take('=')) next = parseEnumValue(reader);
    values.push({ name: token.text, value: String(next) });
    reader.constants.set(token.text, next);
    if (next < least) least = next;
    if (next > most) most = next;
    next++;
    if (!reader.take(',')) break;
  }
  reader.expect('}');
  packed = skipAnnotations(reader) || packed;
  const size = enumSize(least, most, packed);
  const signed = least < 0n;
  reader.enums.push({ name, size, signed, values });
  if (name === '') return { kind: 'inline_enum', size, signed, values };
  reader.sizes.set(typeKey({ kind: 'enum', name }), { size, align: size });
  return { kind: 'enum', name };
}

function parseEnumValue(reader: CReader): bigint {
  const at = reader.peek();
  const value = parseConstant(reader);
  if (value === undefined) reader.fail('expected a constant that can be computed here', at);
  return value ?? 0n;
}

/** GCC takes the first of 4 and 8 bytes that all values fit, or of 1, 2, 4 and 8 in a packed enum. */
function enumSize(least: bigint, most: bigint, packed: boolean): number {
  const fits = (size: number) =>
    least < 0n
      ? BigInt.asIntN(size * 8, least) === least && BigInt.asIntN(size * 8, most) === most
      : BigInt.asUintN(size * 8, most) === most;
  return (packed ? [1, 2, 4] : [4]).find(fits) ?? 8;
}

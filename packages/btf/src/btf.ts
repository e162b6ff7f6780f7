import type { BtfKind, BtfType, BtfTypeOf, BtfVoid } from './btf-type';
import { readBtfHeader } from './btf-header';
import { decodeType, kindAt } from './decode-type';
import { FormatError } from './format-error';
import { indexNames, type NameIndex, type NamePlace } from './name-index';
import { readStringTable } from './string-table';
import { indexTypes } from './type-index';

/**
 * The types of one BTF. Split BTF goes on where its base ends: ids below `firstId` and string offsets below the
 * length of the base's strings are the base's.
 */
export interface Btf {
  readonly base: Btf | undefined;
  readonly littleEndian: boolean;
  /** The id of the first type of this BTF itself: 1, or for split BTF the length of the base. */
  readonly firstId: number;
  /** Type ids run from 0 (void) to `length - 1`, those of the base included. */
  readonly length: number;
  /** Bytes of all strings, those of the base included: offsets are below it. */
  readonly stringsLength: number;
  /** Size of a pointer in bytes; `undefined` where neither the option nor a type `long` tells. */
  readonly pointerSize: 4 | 8 | undefined;
  /** The type with an id. A `FormatError` if there is none, or if it refers to a type or string that is not there. */
  type(id: number): BtfType;
  /** The kind alone, without decoding the type. */
  kind(id: number): BtfKind;
  /** The name alone, without decoding the type; empty where there is none. */
  name(id: number): string;
  /** The types of this BTF itself in the order of their ids, without the base's and without void. */
  types(): Generator<BtfType, void, undefined>;
  /** The ids of the types of a kind of this BTF itself, ascending: no type is decoded. */
  ids(kind: BtfKind): Generator<number, void, undefined>;
  /** The type with a name and, if given, a kind; of several the one with the lowest id, the base's first. */
  find<K extends BtfKind = BtfKind>(name: string, kind?: K): BtfTypeOf<K> | undefined;
  /** All types with a name and, if given, a kind, ascending by id, the base's first. */
  findAll<K extends BtfKind = BtfKind>(name: string, kind?: K): BtfTypeOf<K>[];
  /** The string at an offset; `referrer` is the place of that offset for errors. */
  string(offset: number, referrer?: number): string;
  /** Where the type begins in the input, for errors that speak of it; 0 for void and ids that do not exist. */
  offsetOf(id: number): number;
}

export interface ReadBtfOptions {
  /** What a split BTF continues: for a kernel module the kernel's BTF, or that in the module's `.BTF.base` section. */
  readonly base?: Btf | undefined;
  /** From the ELF file the BTF is in; otherwise the type `long` tells. */
  readonly pointerSize?: 4 | 8 | undefined;
  /** Where `bytes` begin in the file they are from, added to the offsets of errors. */
  readonly origin?: number | undefined;
}

const theVoid: BtfVoid = { kind: 'void', id: 0, name: '' };

/**
 * Reads BTF (Documentation/bpf/btf.rst), raw or the bytes of a `.BTF` section, of either byte order. Header and
 * extent of every type are checked at once, a type is decoded when asked for.
 *
 * @throws FormatError for bytes that are not BTF, here or when the damaged type is asked for
 */
export function readBtf(bytes: Uint8Array, options: ReadBtfOptions = {}): Btf {
  const { base, origin = 0 } = options;
  const { littleEndian, types: reader, strings: stringSection, layouts } = readBtfHeader(bytes, origin);
  const strings = readStringTable(stringSection);
  if (base === undefined) refuseBadStrings(stringSection.bytes, stringSection.origin);
  const positions = indexTypes(reader, layouts);
  const firstId = base?.length ?? 1;
  const firstString = base?.stringsLength ?? 0;
  const length = firstId + positions.length;
  const decoded = new Array<BtfType | undefined>(positions.length);
  let names: NameIndex | undefined;
  let pointerSize = options.pointerSize ?? base?.pointerSize;
  let pointerSizeSought = pointerSize !== undefined;

  const string = (offset: number, referrer = stringSection.origin): string => {
    if (offset === 0) return '';
    if (base !== undefined && offset < firstString) return base.string(offset, referrer);
    return strings.at(offset - firstString, 'string', referrer);
  };
  const section = {
    reader,
    string: (offset: number, position: number) => string(offset, reader.origin + position),
    ref(id: number, position: number): number {
      if (id < length) return id;
      throw new FormatError(`type id ${id} does not exist, the last is ${length - 1}`, reader.origin + position);
    },
  };
  const own = (id: number): number => {
    const position = positions[id - firstId];
    if (position !== undefined) return position;
    throw new FormatError(`type id ${id} does not exist, the last is ${length - 1}`, reader.origin);
  };
  const place = (id: number): NamePlace | undefined => {
    const offset = reader.u32At(own(id)) - firstString;
    if (offset >= 0 && offset < strings.length) {
      const end = strings.end(offset);
      return end === offset ? undefined : { bytes: strings.bytes, start: offset, end };
    }
    return offset + firstString === 0 ? undefined : encoded(btf.name(id)); // a string of the base
  };

  const btf: Btf = {
    base,
    littleEndian,
    firstId,
    length,
    stringsLength: firstString + strings.length,
    get pointerSize() {
      if (!pointerSizeSought) {
        pointerSizeSought = true;
        pointerSize = sizeOfLong(btf);
      }
      return pointerSize;
    },
    type(id) {
      if (id === 0) return theVoid;
      if (base !== undefined && id < firstId) return base.type(id);
      const known = decoded[id - firstId];
      if (known !== undefined) return known;
      const position = own(id);
      const end = positions[id - firstId + 1] ?? reader.length;
      const type = decodeType(section, id, position, end - position);
      decoded[id - firstId] = type;
      return type;
    },
    kind(id) {
      if (id === 0) return 'void';
      return base !== undefined && id < firstId ? base.kind(id) : kindAt(reader, own(id));
    },
    name(id) {
      if (id === 0) return '';
      if (base !== undefined && id < firstId) return base.name(id);
      const position = own(id);
      return section.string(reader.u32At(position), position);
    },
    *types() {
      for (let id = firstId; id < length; id++) yield btf.type(id);
    },
    *ids(kind) {
      for (let id = firstId; id < length; id++) if (kindAt(reader, own(id)) === kind) yield id;
    },
    find<K extends BtfKind>(name: string, kind?: K) {
      const inBase = base?.find(name, kind);
      if (inBase !== undefined || name === '') return inBase;
      names ??= indexNames(firstId, positions.length, place);
      const id = names.ids(name).find((candidate) => kind === undefined || btf.kind(candidate) === kind);
      return id === undefined ? undefined : (btf.type(id) as BtfTypeOf<K>);
    },
    findAll<K extends BtfKind>(name: string, kind?: K) {
      if (name === '') return [];
      names ??= indexNames(firstId, positions.length, place);
      const ids = names.ids(name).filter((candidate) => kind === undefined || btf.kind(candidate) === kind);
      return [...(base?.findAll(name, kind) ?? []), ...ids.map((id) => btf.type(id) as BtfTypeOf<K>)];
    },
    string,
    offsetOf(id) {
      if (base !== undefined && id < firstId) return base.offsetOf(id);
      const position = positions[id - firstId];
      return position === undefined ? 0 : reader.origin + position;
    },
  };
  return btf;
}

/** Offset 0 is the empty string and the last string ends (btf.rst, section 2.1). */
function refuseBadStrings(bytes: Uint8Array, origin: number): void {
  if (bytes[0] !== 0) throw new FormatError('string section does not start with an empty string', origin);
  if (bytes[bytes.length - 1] !== 0) {
    throw new FormatError('string section does not end with a NUL byte', origin + bytes.length - 1);
  }
}

function encoded(name: string): NamePlace {
  const bytes = new TextEncoder().encode(name);
  return { bytes, start: 0, end: bytes.length };
}

/** In Linux a `long` is as wide as a pointer; the spellings are those of gcc and of clang. */
function sizeOfLong(btf: Btf): 4 | 8 | undefined {
  for (const name of ['long unsigned int', 'unsigned long', 'long int', 'long']) {
    const size = btf.find(name, 'int')?.size;
    if (size === 4 || size === 8) return size;
  }
  return undefined;
}

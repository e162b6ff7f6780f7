import { ByteReader, FormatError } from '@tracefit/btf';
import type { PackageIdentity } from '../../kernel-tree';

/** `ed ab ee db` */
export function isRpm(bytes: Uint8Array): boolean {
  return bytes[0] === 0xed && bytes[1] === 0xab && bytes[2] === 0xee && bytes[3] === 0xdb;
}

const LEAD = 96;
const HEADER_MAGIC = 0x8eade801;
const ENTRY = 16;
/** The largest headers, of kernels with all modules, have 20,000 entries and some MB. */
const MAX_TAGS = 100_000;

const TAG = { NAME: 1000, VERSION: 1001, RELEASE: 1002, PAYLOADFORMAT: 1124 } as const;
const TYPE_STRING = 6;

/** What an RPM package begins with. */
export interface RpmStart {
  readonly package?: PackageIdentity;
  /** `cpio`, or what else the payload is. */
  readonly payloadFormat: string;
  /** Where the payload begins. */
  readonly payload: number;
}

/**
 * Reads the start of an RPM package, version 3 and 4: a lead of 96 bytes, the header of signatures, padded to 8 bytes, and the
 * header of the package; numbers are big endian. A header is a magic, the number of tags, the length of their data, for each
 * tag its number, type, offset and count, then the data (rpm.org, Package format).
 * @throws FormatError where it is damaged
 */
export function readRpmStart(bytes: Uint8Array): RpmStart {
  const signatures = readHeader(bytes, LEAD);
  const { strings, end } = readHeader(bytes, Math.ceil(signatures.end / 8) * 8);
  const name = strings.get(TAG.NAME);
  const version = strings.get(TAG.VERSION);
  const release = strings.get(TAG.RELEASE);
  return {
    ...(name !== undefined && version !== undefined && release !== undefined
      ? { package: { name, version: `${version}-${release}` } }
      : {}),
    payloadFormat: strings.get(TAG.PAYLOADFORMAT) ?? 'cpio',
    payload: end,
  };
}

function readHeader(bytes: Uint8Array, start: number): { strings: ReadonlyMap<number, string>; end: number } {
  const reader = new ByteReader(bytes, false).seek(start, 'the RPM header');
  if (reader.u32('RPM header') !== HEADER_MAGIC) throw new FormatError('an RPM header has no magic', start);
  reader.skip(4, 'RPM header');
  const count = reader.u32('RPM header');
  const length = reader.u32('RPM header');
  if (count > MAX_TAGS) throw new FormatError('an RPM header has more tags than any', start + 8);
  const index = reader.slice(reader.position, count * ENTRY, 'the index of an RPM header');
  const data = reader.slice(reader.position + count * ENTRY, length, 'the data of an RPM header');
  const wanted = new Set<number>(Object.values(TAG));
  const strings = new Map<number, string>();
  for (let i = 0; i < count; i++) {
    const tag = index.u32();
    const type = index.u32();
    const offset = index.u32();
    index.skip(4);
    if (wanted.has(tag) && type === TYPE_STRING) strings.set(tag, data.stringAt(offset, 'a text of an RPM header'));
  }
  return { strings, end: data.origin + length };
}

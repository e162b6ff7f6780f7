import type { ImageSymbol } from '../src/image/kernel-image';

/** The layouts of the symbol table, by the first release series that is known to have it. */
export type KallsymsLayout = '5.10' | '6.1' | '6.12' | '6.16' | '7.0';
export const KALLSYMS_LAYOUTS: readonly KallsymsLayout[] = ['5.10', '6.1', '6.12', '6.16', '7.0'];

/** Where the parts of a written table begin. */
export interface WrittenKallsyms {
  readonly bytes: Buffer;
  readonly at: Readonly<Record<'count' | 'names' | 'markers' | 'tokens' | 'index' | 'offsets', number>>;
}

/** Pieces of several characters, at the numbers of bytes that no name has. */
const PIECES = ['vfs_', 'read', 'write', '__do_sys_', 'security_', '__key.', 'inode', '_file', 'bpf_'];

/**
 * Writes the tables of scripts/kallsyms.c in one of their layouts.
 * @param place `address` of the first byte written; `base`, the link-time address that the symbols count from; and
 *   `absolutePerCpu`, whether the kernels of the first three layouts have per-CPU symbols at 0, as x86 does: they do if not said
 */
export function writeKallsyms(
  symbols: readonly ImageSymbol[],
  layout: KallsymsLayout,
  place: { readonly address: bigint; readonly base: bigint; readonly absolutePerCpu?: boolean },
): WrittenKallsyms {
  const tokens = Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = byte > 0x20 && byte < 0x7f;
    return isPrintable ? String.fromCharCode(byte) : (PIECES[byte - 0x80] ?? '');
  });
  const alignment = layout === '7.0' ? 4 : 8;
  const parts = new Map<string, number>();
  let bytes = Buffer.alloc(0);
  const put = (name: string, content: Buffer) => {
    bytes = Buffer.concat([bytes, Buffer.alloc(-bytes.length & (alignment - 1))]);
    parts.set(name, bytes.length);
    bytes = Buffer.concat([bytes, content]);
  };
  const entries = symbols.map(({ letter, name }) => packName(letter + name, tokens));
  const relativeBase = Buffer.alloc(8);
  relativeBase.writeBigUInt64LE(place.base);
  const hasPerCpu = layout === '7.0' || place.absolutePerCpu !== false;
  const putOffsets = () => {
    const here = (bytes.length + alignment - 1) & -alignment;
    put('offsets', writeOffsets(symbols, hasPerCpu ? layout : '6.16', Number(place.address - place.base) + here));
    if (layout !== '7.0') put('relative_base', relativeBase);
  };
  const isOld = layout === '5.10' || layout === '6.1';
  if (isOld) putOffsets();
  put('count', uint32([symbols.length]));
  put('names', Buffer.concat(entries));
  put('markers', writeMarkers(entries));
  if (layout === '6.1') put('seqs', writeSeqs(symbols.length));
  put('tokens', Buffer.from(tokens.map((token) => `${token}\0`).join(''), 'latin1'));
  put('index', writeIndex(tokens));
  if (!isOld) {
    putOffsets();
    put('seqs', writeSeqs(symbols.length));
  }
  const at = (name: string) => parts.get(name) ?? 0;
  return {
    bytes,
    at: {
      count: at('count'),
      names: at('names'),
      markers: at('markers'),
      tokens: at('tokens'),
      index: at('index'),
      offsets: at('offsets'),
    },
  };
}

/** The number of tokens, above 127 in two bytes, and the tokens. */
function packName(name: string, tokens: readonly string[]): Buffer {
  const packed: number[] = [];
  for (let at = 0; at < name.length;) {
    const piece = tokens.findIndex((token) => token.length > 1 && name.startsWith(token, at));
    const token = piece < 0 ? tokens.indexOf(name.charAt(at)) : piece;
    packed.push(token);
    at += (tokens[token] ?? '').length;
  }
  const length = packed.length > 127 ? [(packed.length & 0x7f) | 0x80, packed.length >> 7] : [packed.length];
  return Buffer.from([...length, ...packed]);
}

function writeMarkers(entries: readonly Buffer[]): Buffer {
  const markers: number[] = [];
  let offset = 0;
  entries.forEach((entry, i) => {
    if (i % 256 === 0) markers.push(offset);
    offset += entry.length;
  });
  return uint32(markers);
}

function writeIndex(tokens: readonly string[]): Buffer {
  const index = Buffer.alloc(tokens.length * 2);
  let offset = 0;
  tokens.forEach((token, i) => {
    index.writeUInt16LE(offset, i * 2);
    offset += token.length + 1;
  });
  return index;
}

function writeOffsets(symbols: readonly ImageSymbol[], layout: KallsymsLayout, at: number): Buffer {
  const offsets = Buffer.alloc(symbols.length * 4);
  symbols.forEach(({ address, absolute }, i) => {
    if (layout === '7.0') offsets.writeInt32LE(address - (at + i * 4), i * 4);
    else if (layout === '6.16') offsets.writeUInt32LE(address, i * 4);
    else offsets.writeInt32LE(absolute ? address : -1 - address, i * 4);
  });
  return offsets;
}

/** Three bytes a symbol: which symbol is the next in the order of names. Nobody here reads them. */
function writeSeqs(count: number): Buffer {
  return Buffer.from(Array.from({ length: count * 3 }, (_, i) => (i * 89 + 7) & 0xff));
}

function uint32(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32LE(value, i * 4));
  return bytes;
}

import { readBtf, readElf, type Btf } from '@tracefit/btf';
import { seededRandom, type Random } from '@tracefit/testing';

/** Numbers of `enum bpf_core_relo_kind` that go with each other. */
const kinds = { field: [0, 1, 2, 3, 4, 5], type: [8, 9, 12], constant: [10, 11] } as const;

/**
 * An object whose relocations ask other things: another property of the same member, other members, types and constants of the
 * object; the same for the same seed. What comes out is well-formed, so that libbpf comes to the end of it.
 */
export function changeRelos(object: Uint8Array, seed: number): Uint8Array {
  const bytes = Uint8Array.from(object);
  const elf = readElf(bytes);
  const [types, ext] = [elf.section('.BTF'), elf.section('.BTF.ext')];
  if (!types || !ext) return bytes;
  const btf = readBtf(types.bytes);
  const random = seededRandom(seed);
  const view = new DataView(bytes.buffer, ext.offset, ext.size);
  const begin = view.getUint32(4, true) + view.getUint32(24, true);
  const end = begin + view.getUint32(28, true);
  const paths = accessPaths(types.bytes);
  const recordSize = begin < end ? view.getUint32(begin, true) : 16;
  for (let at = begin + 4; at < end;) {
    const count = view.getUint32(at + 4, true);
    at += 8;
    for (let index = 0; index < count; index++, at += recordSize) {
      const change = pickChange(btf, paths, random);
      if (!change) continue;
      view.setUint32(at + 4, change.type, true);
      view.setUint32(at + 8, change.access, true);
      view.setUint32(at + 12, change.kind, true);
    }
  }
  return bytes;
}

interface Change {
  readonly type: number;
  /** Offset of the access string. */
  readonly access: number;
  readonly kind: number;
}

function pickChange(btf: Btf, paths: ReadonlyMap<string, number>, random: Random): Change | undefined {
  const pick = <T>(all: readonly T[]): T | undefined => all[random(Math.max(1, all.length))];
  const group = pick(['field', 'field', 'type', 'constant', 'none'] as const) ?? 'none';
  if (group === 'none') return undefined;
  const type = btf.type(1 + random(btf.length - 1));
  const fits = [...paths].filter(([path]) => leads(btf, type.id, path.split(':').map(Number), group));
  const access = pick(fits)?.[1];
  const kind = pick(kinds[group]);
  return type.name === '' || access === undefined || kind === undefined ? undefined : { type: type.id, access, kind };
}

function leads(btf: Btf, root: number, path: readonly number[], group: 'field' | 'type' | 'constant'): boolean {
  const type = btf.type(root);
  const [first = 0, ...rest] = path;
  const named = ['struct', 'union', 'enum', 'enum64', 'typedef'].includes(type.kind);
  if (group === 'type') return named && path.length === 1 && first === 0;
  if (group === 'constant') {
    return (type.kind === 'enum' || type.kind === 'enum64') && path.length === 1 && first < type.values.length;
  }
  if ((type.kind !== 'struct' && type.kind !== 'union') || rest.length === 0 || first !== 0) return false;
  let at = root;
  for (const index of rest) {
    let inside = btf.type(at);
    while (inside.kind === 'typedef' || inside.kind === 'const' || inside.kind === 'volatile')
      inside = btf.type(inside.type);
    if (inside.kind === 'array') {
      if (index >= inside.count) return false;
      at = inside.type;
    } else if (inside.kind === 'struct' || inside.kind === 'union') {
      const member = inside.members[index];
      if (!member) return false;
      at = member.type;
    } else return false;
  }
  return true;
}

/** The strings of a BTF that are access paths, with their offsets. */
function accessPaths(btf: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(btf.buffer, btf.byteOffset, btf.byteLength);
  const start = view.getUint32(4, true) + view.getUint32(16, true);
  const text = Buffer.from(btf.buffer, btf.byteOffset + start, view.getUint32(20, true)).toString('latin1');
  const paths = new Map<string, number>();
  for (const match of text.matchAll(/(?<=\0)\d+(?::\d+)*(?=\0)/g)) paths.set(match[0], match.index);
  return paths;
}

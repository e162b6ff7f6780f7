import type { Member, StructDef } from '@tracefit/model';
import { count, fields, word } from './codec';
import { namedTopic } from './topic';
import { members, type } from './type-codec';
import type { ValueReader } from './value-reader';

export const aggregateKind = word(['struct', 'union'] as const);

export const structs = namedTopic<StructDef>({
  name: 'structs',
  items: (snapshot) => snapshot.structs,
  tables: [type],
  codec: fields<Omit<StructDef, 'name'>>({ kind: aggregateKind, size: count, members }),
});

/** Reads a struct whose members are made when they are asked for. */
export function readStructParts(from: ValueReader, name: string): StructDef {
  return new StoredStruct(from, name, aggregateKind.read(from), count.read(from));
}

class StoredStruct implements StructDef {
  readonly #membersAt: number;
  #members: readonly Member[] | undefined;

  constructor(
    readonly from: ValueReader,
    readonly name: string,
    readonly kind: StructDef['kind'],
    readonly size: number,
  ) {
    this.#membersAt = from.cursor.position;
  }

  get members(): readonly Member[] {
    return (this.#members ??= members.read(this.from.begin(this.#membersAt)));
  }
}

import type { Store } from './store';
import { damaged } from './store-errors';
import { topics } from './topics';

/**
 * Reads everything a store has, what a look-up would not have come by included. Of topics that this program does not know all is
 * unpacked, and names and sets are looked at.
 * @throws FormatError where any of it is damaged, or names and sets do not stand as the format says
 */
export function verifyStore(store: Store): void {
  for (const topic of topics) {
    const names = orderOf(store, topic.name);
    for (const { name, variants } of store.table(topic).records()) {
      names.next(
        name,
        variants.map(({ set }) => set),
      );
    }
    names.end();
  }
  for (const table of store.unknownTables()) {
    const names = orderOf(store, table.topic.name);
    for (const block of table.unpackedBlocks()) {
      for (const [at, name] of block.names.entries()) names.next(name, [block.sets[at] ?? 0]);
    }
    names.end();
  }
}

/** Takes the names of a topic as they come, each with its sets of kernels, and refuses what the format does not allow. */
function orderOf(store: Store, topic: string) {
  const kernels = (1n << BigInt(store.kernels.length)) - 1n;
  const expected = store.directory.topics.find(({ name }) => name === topic)?.names ?? 0;
  const refuse = (name: string, why: string) =>
    damaged(`the ${topic} of the signature store ${why} at ${JSON.stringify(name)} in ${store.name}`, 0);
  let last: string | undefined;
  let count = 0;
  return {
    next(name: string, sets: readonly number[]): void {
      if (last !== undefined && name <= last) throw refuse(name, 'are out of order');
      let members = 0n;
      for (const set of sets) {
        const more = store.sets.members(set);
        if ((members & more) !== 0n || (more & ~kernels) !== 0n) throw refuse(name, 'are on the wrong kernels');
        members |= more;
      }
      last = name;
      count++;
    },
    end(): void {
      if (count !== expected) throw refuse(last ?? '', 'are not as many as they should be');
    },
  };
}

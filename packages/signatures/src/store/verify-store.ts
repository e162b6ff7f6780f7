import type { Store } from './store';
import { damaged } from './store-errors';
import { topics } from './topics';

/**
 * Reads everything a store has, what a look-up would not have come by included.
 * @throws FormatError where any of it is damaged, or names and sets do not stand as the format says
 */
export function verifyStore(store: Store): void {
  const kernels = (1n << BigInt(store.kernels.length)) - 1n;
  for (const topic of topics) {
    const refuse = (name: string, why: string) =>
      damaged(`the ${topic.name} of the signature store ${why} at ${JSON.stringify(name)} in ${store.name}`, 0);
    let last: string | undefined;
    let names = 0;
    for (const { name, variants } of store.table(topic).records()) {
      if (last !== undefined && name <= last) throw refuse(name, 'are out of order');
      let members = 0n;
      for (const { set } of variants) {
        const more = store.sets.members(set);
        if ((members & more) !== 0n || (more & ~kernels) !== 0n) throw refuse(name, 'are on the wrong kernels');
        members |= more;
      }
      last = name;
      names++;
    }
    const expected = store.directory.topics.find((entry) => entry.name === topic.name)?.names ?? 0;
    if (names !== expected) throw refuse(last ?? '', 'are not as many as they should be');
  }
}

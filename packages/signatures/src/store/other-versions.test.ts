import type { FunctionCallers } from '@tracefit/model';
import { count, fields } from './codec';
import { packStore, type GatheredTopic } from './pack-store';
import { bytesSource } from './page-source';
import { openStore, type Store } from './store';
import { namedTopic, type Topic } from './topic';
import { callees, callers, topics } from './topics';
import { verifyStore } from './verify-store';

const identity = { id: 'debian/6.1.0-56-amd64', release: '6.1.0-56-amd64', version: '6.1.192', arch: 'x86_64' };
const onIt = { members: 1n };

function topic<T>(of: Topic<T>, items: readonly T[] = []): GatheredTopic<unknown> {
  return {
    topic: of,
    names: items.map((item) => of.key(item)),
    variants: (name) => [{ ...onIt, items: () => items.filter((item) => of.key(item) === name) }],
  };
}

function storeOf(gathered: readonly GatheredTopic<unknown>[]): Uint8Array {
  return packStore([{ identity, complete: ['functions', 'callers'], notes: [] }], gathered, 5);
}

const open = (bytes: Uint8Array): Store => openStore(bytesSource(bytes, 'kernels.tfs'));

/** How deep each function may nest, of which this program knows nothing. */
const depths = namedTopic<{ readonly name: string; readonly depth: number }>({
  name: 'depths',
  items: () => [],
  tables: [],
  codec: fields({ depth: count }),
});

describe('a store with a topic that this program does not know', () => {
  const write = (names: readonly string[]) =>
    storeOf([
      ...topics.map((each) => topic(each)),
      topic(
        depths,
        names.map((name) => ({ name, depth: 3 })),
      ),
    ]);

  it('is whole', () => {
    expect(() => verifyStore(open(write(['vfs_read', 'vfs_write'])))).not.toThrow();
  });

  it('is refused where the names of that topic are out of order', () => {
    expect(() => verifyStore(open(write(['vfs_write', 'vfs_read'])))).toThrow(
      'the depths of the signature store are out of order at "vfs_read" in kernels.tfs',
    );
  });

  it('is refused where the values of that topic are damaged', () => {
    const bytes = write(['vfs_read', 'vfs_write']);
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    expect(() => verifyStore(open(bytes))).toThrow(
      'a block (values of the depths from "vfs_read" on) has a wrong checksum in kernels.tfs',
    );
  });
});

describe('a store that was written before there were callees', () => {
  const read: FunctionCallers = { name: 'vfs_read', callers: [{ name: 'ksys_read', sites: 1 }], addressTaken: false };
  const older = topics.filter(({ name }) => name !== callees.name && name !== callers.name).map((each) => topic(each));
  const kernel = open(storeOf([...older, topic(callers, [read])])).kernel(identity.id);

  it('answers who calls a function', () => {
    expect(kernel?.callers('vfs_read')).toEqual(read);
  });

  it('does not know whom one calls', () => {
    expect(kernel?.callees('ksys_read')).toBeUndefined();
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { formatVersion, headerLength } from './header';
import { bytesSource } from './page-source';
import { openStore } from './store';
import { canonicalSnapshot, storeSnapshot } from './store-snapshot';
import { writeStore } from './store-writer';
import { verifyStore } from './verify-store';

const snapshot = canonicalSnapshot(syntheticSnapshot(seededRandom(20), 'debian/6.1.0-56-amd64'));

/** A store as it was once written. It is never written anew: who changes the layout raises `formatVersion`. */
const file = join(__dirname, `../../test/fixtures/version-${formatVersion}.tfs`);

describe('a store that was written earlier', () => {
  it('is read as it was meant', () => {
    if (process.env['UPDATE_GOLDEN'] === '1' && !existsSync(file)) writeFileSync(file, writeStore([snapshot]));
    const store = openStore(bytesSource(readFileSync(file)));
    // It was written before there were callers.
    const complete = snapshot.complete.filter((topic) => topic !== 'callers');
    expect(storeSnapshot(store, snapshot.identity.id)).toStrictEqual({ ...snapshot, complete, callers: [] });
    expect(store.kernel(snapshot.identity.id)?.callers('vfs_read')).toBeUndefined();
    expect(() => verifyStore(store)).not.toThrow();
  });

  it('in another version of the format is refused with both versions', () => {
    const bytes = writeStore([snapshot]);
    new DataView(bytes.buffer).setUint32(8, formatVersion + 1, true);
    expect(() => openStore(bytesSource(bytes, 'kernels.tfs'))).toThrow(
      `the signature store has format version ${formatVersion + 1} and this tracefit reads version ${formatVersion}: kernels.tfs`,
    );
  });

  it.each([
    ['nothing', new Uint8Array(), 'not a signature store: kernels.tfs'],
    [
      'another file',
      Buffer.from('# a script, not a store\nkprobe:vfs_unlink { }'),
      'not a signature store: kernels.tfs',
    ],
    ['a header alone', writeStore([]).subarray(0, headerLength), 'is cut off'],
    ['more than itself', Buffer.concat([writeStore([]), Buffer.from([0])]), 'is longer than it was'],
    [
      'a text transfer',
      Buffer.from(Buffer.from(writeStore([])).toString('latin1').replace(/\r\n/, '\n'), 'latin1'),
      'not a',
    ],
  ])('is not taken for one where the file is %s', (_what, bytes, sentence) => {
    expect(() => openStore(bytesSource(bytes, 'kernels.tfs'))).toThrow(sentence);
  });
});

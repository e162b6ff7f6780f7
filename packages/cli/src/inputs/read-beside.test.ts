import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Io } from '../io';
import { besideReader } from './read-beside';

describe('files beside a trace definition', () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tracefit-beside-')));
  const io = { fs } as unknown as Io;
  const root = path.join(folder, 'tools');
  const file = { path: path.join(root, 'sub', 'a.bpf.c'), root, shown: 'a.bpf.c', named: false };
  const read = (name: string) => besideReader(file, [root], io, 1000)(name);
  const text = (name: string) => Buffer.from(read(name) ?? []).toString();

  beforeAll(() => {
    fs.mkdirSync(path.join(root, 'sub'), { recursive: true });
    fs.writeFileSync(path.join(root, 'sub', 'near.h'), 'near');
    fs.writeFileSync(path.join(root, 'above.h'), 'above');
    fs.writeFileSync(path.join(root, 'large.h'), 'x'.repeat(1001));
    fs.writeFileSync(path.join(folder, 'secret.h'), 'secret');
    fs.symlinkSync(path.join(folder, 'secret.h'), path.join(root, 'sub', 'leads-out.h'));
    fs.symlinkSync('..', path.join(root, 'sub', 'up'));
    fs.symlinkSync('loop.h', path.join(root, 'sub', 'loop.h'));
  });
  afterAll(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it('are read from its directory and those above it that were given', () => {
    expect([text('near.h'), text('../above.h'), text('up/sub/near.h')]).toEqual(['near', 'above', 'near']);
  });

  it('are read by their place on the machine where that was given', () => {
    expect(text(path.join(root, 'sub', 'near.h'))).toBe('near');
    expect(besideReader(file, [path.join(root, 'sub')], io, 1000)(path.join(root, 'above.h'))).toBeUndefined();
  });

  it.each(['../../secret.h', 'leads-out.h', 'up/../../secret.h', path.join(folder, 'secret.h'), 'near.h\0'])(
    'are not read outside: %j',
    (name) => {
      expect(read(name)).toBeUndefined();
    },
  );

  it.each(['none.h', 'loop.h', 'up', '../large.h', '.'])('that are no files of a fit size are none: %j', (name) => {
    expect(read(name)).toBeUndefined();
  });
});

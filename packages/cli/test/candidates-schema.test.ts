import Ajv2020 from 'ajv/dist/2020';
import schema from '@tracefit/schemas/candidates.schema.json';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

describe('what definitions hook, as JSON', () => {
  it('is what its schema says', async () => {
    const cwd = temporaryDirectory(fixtureFiles);
    const io = makeIo(cwd, { bundledStore: `${cwd}/bundled/kernels.tfs` });
    const files = ['start.kprobe_events', 'unlink.kprobe_events', 'tools', 'broken.kprobe_events'];
    expect(await main(['candidates', ...files, '--all', '--format', 'json'], io)).toBe(0);
    const validate = new Ajv2020().compile(schema);
    validate(JSON.parse(io.written.stdout));
    expect(validate.errors).toBeNull();
    expect(io.written.stdout).toContain('delegated_inode moved from arg2 to arg3');
  });
});

import Ajv2020 from 'ajv/dist/2020';
import schema from '@tracefit/schemas/deps.schema.json';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

describe('what definitions rely on, as JSON', () => {
  it('is what its schema says', async () => {
    const cwd = temporaryDirectory(fixtureFiles);
    const io = makeIo(cwd, { bundledStore: `${cwd}/bundled/kernels.tfs` });
    expect(await main(['deps', 'tools', 'broken.kprobe_events', '--format', 'json'], io)).toBe(0);
    const validate = new Ajv2020().compile(schema);
    validate(JSON.parse(io.written.stdout));
    expect(validate.errors).toBeNull();
    expect(io.written.stdout).toContain('sched:sched_process_exec pid');
  });
});

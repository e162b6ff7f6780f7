import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTraces } from '../src/inputs/read-traces';
import { makeIo } from './make-io';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/trace-definition.md'), 'utf8');

describe('the examples of docs/trace-definition.md', () => {
  it.each(['file-watch.trace.yaml', 'file-watch.ts'])('%s stands there as it is in examples/', (name) => {
    const comment = name.endsWith('.ts') ? '//' : '#';
    const text = readFileSync(join(root, 'examples', name), 'utf8');
    expect(page).toContain(`${comment} examples/${name}\n${text}\`\`\``);
  });

  it.each(['file-watch.trace.yaml', 'file-watch.ts'])('%s is read without a problem', async (name) => {
    const { traces } = await readTraces([name], { stdinName: '-' }, makeIo(join(root, 'examples')));
    expect(traces.map(({ problems }) => problems)).toEqual([[]]);
    const attached = traces.flatMap(({ probes }) => probes.map(({ attach }) => `${attach.kind} ${attach.name}`));
    expect(attached).toEqual([
      'kprobe vfs_unlink',
      'kprobe vfs_unlink',
      'fentry security_bpf_map_create',
      'fentry security_bpf_map_alloc',
    ]);
    expect(traces[0]?.probes.flatMap(({ unknowns }) => unknowns)).toEqual([]);
  });
});

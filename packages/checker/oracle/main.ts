import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readKernelImage, readSnapshot } from '@tracefit/kernel';
import { snapshotKernel, type CoreObject } from '@tracefit/model';
import { embeddedTraces, readTrace } from '@tracefit/trace';
import { resolveCoreRelos } from '../src/core-relo/resolve-core-relo';
import { answerWords } from './answer-words';
import { askBpftool } from './ask-bpftool';
import { changeRelos } from './change-relos';
import { renderPage, type Row } from './render-page';

const usage = `Holds the resolution of CO-RE relocations against libbpf's own.

  npm run compare-core -- [--changed N] [--seed N] [--write PAGE] --kernel VMLINUZ... PROGRAM...

  --kernel   a kernel image or raw BTF; may be given several times
  --changed  besides every object as it is, N versions that ask other things
  --write    the page to write; without it the table is printed
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kernel: { type: 'string', multiple: true, default: [] },
      changed: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.kernel.length === 0 || positionals.length === 0) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tracefit-core-'));
  try {
    const objects = positionals.flatMap((program) => objectsOf(program, Number(values.changed), Number(values.seed)));
    const rows: Row[] = [];
    for (const file of values.kernel) rows.push(await compareKernel(file, objects, scratch));
    const page = renderPage(rows, positionals.length);
    if (values.write === undefined) process.stdout.write(page);
    else fs.writeFileSync(values.write, page);
    return rows.some((row) => row.differ.length > 0) ? 1 : 0;
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}

interface TestedObject {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly core: CoreObject;
  readonly changed: boolean;
}

function objectsOf(program: string, changed: number, seed: number): readonly TestedObject[] {
  const file = { path: path.basename(program), bytes: fs.readFileSync(program), text: '' };
  return embeddedTraces(file).flatMap((inside) => {
    const versions = Array.from({ length: changed }, (_, at) => changeRelos(inside.bytes, seed + at));
    return [inside.bytes, ...versions].flatMap((bytes, at): readonly TestedObject[] => {
      const core = coreOf(inside.path, bytes);
      return core ? [{ name: inside.path, bytes, core, changed: at > 0 }] : [];
    });
  });
}

function coreOf(name: string, bytes: Uint8Array): CoreObject | undefined {
  const uses = readTrace({ path: name, bytes, text: '' }, 'bpf-object')?.probes.flatMap((probe) => probe.uses) ?? [];
  return uses.flatMap((use) => (use.kind === 'core_relo' ? [use.relo.object] : []))[0];
}

async function compareKernel(file: string, objects: readonly TestedObject[], scratch: string): Promise<Row> {
  const bytes = fs.readFileSync(file);
  const isBtf = bytes[0] === 0x9f || bytes[1] === 0x9f;
  const image = isBtf ? undefined : await readKernelImage(bytes, { progress: () => undefined, maxUnpacked: 1 << 30 });
  const types = image ? image.btfBytes : bytes;
  if (!types) throw new Error(`the kernel has no BTF: ${file}`);
  const btf = path.join(scratch, 'kernel.btf');
  fs.writeFileSync(btf, types);
  const { snapshot } = await readSnapshot([{ path: btf, bytes: types }]);
  const kernel = snapshotKernel(snapshot);
  const row = { kernel: path.basename(file).replace(/^vmlinuz-/, ''), relocations: 0, changed: 0, unmatched: 0 };
  const differ: string[] = [];
  for (const { name, bytes: object, core, changed } of objects) {
    const input = path.join(scratch, 'object.o');
    fs.writeFileSync(input, object);
    const { answers } = askBpftool(btf, input, path.join(scratch, 'out.btf'));
    const ours = resolveCoreRelos(core, kernel, 8);
    for (const [index, theirs] of answers.entries()) {
      const [relo, resolution] = [core.relos[index], ours[index]];
      const mine = relo && resolution ? answerWords(relo, resolution) : 'nothing';
      if (changed) row.changed++;
      else row.relocations++;
      if (theirs === 'no_match') row.unmatched++;
      if (mine !== theirs)
        differ.push(`${name}, relocation ${index}, ${relo?.kind ?? ''}: libbpf ${theirs}, tracefit ${mine}`);
    }
  }
  return { ...row, differ };
}

void main().then((code) => {
  process.exitCode = code;
});

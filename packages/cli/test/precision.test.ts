import { join } from 'node:path';
import { attachability, checkTraces } from '@tracefit/checker';
import { printType, type CType, type Kernel, type KernelFunction } from '@tracefit/model';
import { openStoreFile } from '@tracefit/signatures';
import { seededRandom } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';

const store = openStoreFile(join(__dirname, '../../../kernel-signatures/kernels.tfs'));
const plain = store.kernels.filter(({ arch, flavour }) => arch === 'x86_64' && (flavour ?? 'amd64') === 'amd64');
const kernels = [plain[0], plain[Math.floor(plain.length / 2)], plain.at(-1)].flatMap(
  (identity) => (identity && store.kernel(identity.id)) ?? [],
);

const probesOfEach = 150;

/** A script that a kernel itself dictates has nothing to find there: whatever is found is a false alarm. */
describe.each(kernels.map((kernel) => [kernel.identity.id, kernel] as const))('a script made from %s', (_, kernel) => {
  const pick = seededRandom(kernel.identity.version.length);
  const functions = takeSome(kernel.functionNames(), (name) => probed(kernel, name));

  function takeSome<T>(names: readonly string[], make: (name: string) => T | undefined): readonly T[] {
    const taken: T[] = [];
    for (let tries = 0; taken.length < probesOfEach && tries < 20 * probesOfEach; tries++) {
      const made = make(names[pick(names.length)] ?? '');
      if (made !== undefined) taken.push(made);
    }
    return taken;
  }

  test('as kprobe events, with arguments by number, name and register, has no finding there', () => {
    const registers = ['di', 'si', 'dx', 'cx', 'r8', 'r9'];
    const lines = functions.map(({ name, protos }, at) => {
      const params = protos?.[0]?.params ?? [];
      const args = params.slice(0, registers.length).flatMap(({ name: param, type }, index) => {
        const register = registers[index] ?? '';
        if (!isWord(type) || params.slice(0, index + 1).some((before) => !isWord(before.type))) return [];
        return [`${/^[a-z]\w*$/.test(param) ? param : `a${index}`}=%${register}:x64`];
      });
      return `p:probe${at} ${name} ${args.join(' ')}`;
    });
    expect(findings(kernel, 'made.kprobe_events', lines.join('\n'))).toEqual([]);
  });

  test('as a bpftrace script, with casts and members, has no finding there', () => {
    const lines = functions.map(({ name, protos }) => {
      const params = protos?.[0]?.params ?? [];
      const reads = params.slice(0, 6).flatMap(({ type }, index) => {
        if (params.slice(0, index + 1).some((before) => !isWord(before.type))) return [];
        const member = memberOf(kernel, type, pick);
        return [
          member === undefined
            ? `@a${index} = arg${index};`
            : `@m${index} = ((${printType(type)})arg${index})->${member};`,
        ];
      });
      return `kprobe:${name} { ${reads.join(' ')} }`;
    });
    expect(findings(kernel, 'made.bt', lines.join('\n'))).toEqual([]);
  });

  test('as fields of trace events has no finding there', () => {
    const lines = takeSome(kernel.tracepointNames(), (name) => {
      const [system = '', event = ''] = name.split(':');
      const fields = kernel.tracepoint(system, event)?.fields?.filter((field) => !field.name.startsWith('common_'));
      const reads = (fields ?? []).map((field, at) => `@f${at} = args.${field.name};`);
      return fields && `tracepoint:${name} { ${reads.join(' ')} }`;
    });
    expect(lines.length).toBe(probesOfEach);
    expect(findings(kernel, 'made.bt', [...new Set(lines)].join('\n'))).toEqual([]);
  });
});

/** A function that the kernel lets be probed, and that is alone under its name. */
function probed(kernel: Kernel, name: string): KernelFunction | undefined {
  const func = kernel.func(name);
  if (!func || func.protos?.length !== 1 || func.symbols?.length !== 1) return undefined;
  const answer = attachability(kernel, 'kprobe', 'tracefs', func);
  return answer.kind === 'known' && answer.value.kind === 'attaches' ? func : undefined;
}

/** Whether a value is passed in one register. */
function isWord(type: CType): boolean {
  return ['int', 'ptr', 'enum'].includes(type.kind) || (type.kind === 'const' && isWord(type.of));
}

/** A member of the struct a pointer leads to, by a plain name. */
function memberOf(kernel: Kernel, type: CType, pick: (below: number) => number): string | undefined {
  if (type.kind !== 'ptr' || type.to.kind !== 'struct') return undefined;
  const members = kernel.structs('struct', type.to.name)[0]?.members.filter(({ name }) => name !== '') ?? [];
  return members[pick(members.length)]?.name;
}

function findings(kernel: Kernel, path: string, text: string): readonly string[] {
  const trace = readTrace({ path, text, bytes: Buffer.from(text) });
  if (!trace) throw new Error(`no format reads ${path}`);
  expect(trace.problems.map(({ message }) => message)).toEqual([]);
  expect(trace.probes.filter(({ uses }) => uses.length > 0).length).toBeGreaterThan(probesOfEach / 2);
  const report = checkTraces([trace], [kernel], { toolVersion: '0' });
  return report.findings.map(({ rule, line, message }) => `${rule} ${message}: ${text.split('\n')[line - 1] ?? ''}`);
}

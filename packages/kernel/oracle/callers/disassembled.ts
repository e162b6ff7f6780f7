import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { MachineCode } from '../../src/calls/machine-code';
import type { AddressRange, KernelImage } from '../../src/image/kernel-image';

/** How objdump is called for each architecture, and what it prints of what is looked for. */
const MACHINES: Readonly<
  Record<string, { readonly program: string; readonly machine: string; readonly branch: RegExp }>
> = {
  x86_64: {
    program: 'objdump',
    machine: 'i386:x86-64',
    branch: /^(call|j[a-z]+)(?:,p[nt])? +0x([0-9a-f]+)/,
  },
  arm64: {
    program: 'aarch64-linux-gnu-objdump',
    machine: 'aarch64',
    branch: /^(bl|b|b\.[a-z]+|cbn?z\t\w+,|cbn?z|tbn?z)\s+(?:\w+, )?(?:#\d+, )?0x([0-9a-f]+)/,
  },
};

/** `mov $0xffffffff81234560,%rdi`, and what `lea 0x1234(%rip),%rdi` makes, which objdump adds behind a `#`. */
const IMMEDIATE = /^(?:[a-z]+) +\$0x(f{8}[0-9a-f]{8})\b/;
const EFFECTIVE = /^lea .*# 0x([0-9a-f]+)/;

interface Found {
  readonly branches: { readonly site: number; readonly target: number; readonly returns: boolean }[];
  readonly addresses: number[];
}

/** What objdump sees in the text of an image, in place of our own reading of its instructions. */
export async function disassembled(image: KernelImage, scratch: string): Promise<MachineCode> {
  const found = new Map<number, Found>();
  for (const range of image.textRanges) found.set(range.start, await disassemble(image, range, scratch));
  return {
    scan(_code, start, _base, visitor) {
      const { branches = [], addresses = [] } = found.get(start) ?? {};
      for (const { site, target, returns } of branches) visitor.branch(site, target, returns);
      for (const address of addresses) visitor.address(address);
    },
  };
}

async function disassemble(image: KernelImage, { start, end }: AddressRange, scratch: string): Promise<Found> {
  const machine = MACHINES[image.arch];
  if (!machine) throw new Error(`no objdump is known for ${image.arch}`);
  const file = path.join(scratch, 'text');
  fs.writeFileSync(file, image.read(start, end - start));
  const place = `--adjust-vma=0x${(image.base + BigInt(start)).toString(16)}`;
  const child = spawn(
    machine.program,
    ['-D', '--no-show-raw-insn', '-b', 'binary', '-m', machine.machine, place, file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
  const found: Found = { branches: [], addresses: [] };
  const addressOf = (hex = '') => Number(BigInt(`0x${hex}`) - image.base);
  const read = async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, place, instruction = ''] = /^\s*([0-9a-f]+):\t(.*)/.exec(line) ?? [];
      if (place === undefined) continue;
      const text = instruction.replace(/\t/g, ' ').replace(/^(?:notrack|bnd|cs|ds) /, '');
      const branch = machine.branch.exec(text);
      if (branch) {
        const returns = branch[1] === 'call' || branch[1] === 'bl';
        found.branches.push({ site: addressOf(place), target: addressOf(branch[2]), returns });
      } else {
        const address = IMMEDIATE.exec(text)?.[1] ?? EFFECTIVE.exec(text)?.[1];
        if (address !== undefined) found.addresses.push(addressOf(address));
      }
    }
  };
  await Promise.race([read(), failed]);
  return found;
}

import { checkTraces } from '@tracefit/checker';
import type { Kernel } from '@tracefit/model';
import { readTrace } from '@tracefit/trace';
import { isPlain } from './plain-kernels';

/** A function that got another name. */
export interface Rename {
  readonly old: string;
  readonly new: string;
}

/** Where the right successor stands among the candidates, from 1; 0 where it is not among them. */
export interface JudgedRename {
  readonly of: Rename;
  readonly last: string;
  readonly first: string;
  readonly place: number;
  readonly candidates: readonly string[];
}

/** What is offered for a function that ended; the less the better. */
export interface JudgedEnd {
  readonly name: string;
  readonly first: string;
  readonly candidates: readonly string[];
}

/** Asks for the successors of functions that got another name between two of the kernels; the others are left out. */
export function judgeRenames(renames: readonly Rename[], kernels: readonly Kernel[]): readonly JudgedRename[] {
  const plain = kernels.filter(isPlain);
  const asked = renames.flatMap((of) => {
    const last = plain.findLastIndex((kernel) => hasFunction(kernel, of.old));
    const first = plain.findIndex((kernel, at) => at > last && hasFunction(kernel, of.new));
    const [before, after] = [plain[last], plain[first]];
    if (!before || !after || hasFunction(before, of.new)) return [];
    return [{ of, before, after }];
  });
  const offered = candidatesFor(
    asked.map(({ of, after }) => ({ name: of.old, kernel: after })),
    kernels,
  );
  return asked.map(({ of, before, after }, at) => {
    const candidates = offered[at] ?? [];
    const place = candidates.indexOf(of.new) + 1;
    return { of, last: before.identity.id, first: after.identity.id, place, candidates };
  });
}

/** Asks for the successors of functions that ended without one, on the first of the kernels that lacks them. */
export function judgeEnds(names: readonly string[], kernels: readonly Kernel[]): readonly JudgedEnd[] {
  const plain = kernels.filter(isPlain);
  const asked = names.flatMap((name) => {
    const last = plain.findLastIndex((kernel) => hasFunction(kernel, name));
    const kernel = last < 0 ? undefined : plain[last + 1];
    return kernel ? [{ name, kernel }] : [];
  });
  const offered = candidatesFor(asked, kernels);
  return asked.map(({ name, kernel }, at) => ({ name, first: kernel.identity.id, candidates: offered[at] ?? [] }));
}

function hasFunction(kernel: Kernel, name: string): boolean {
  return (kernel.func(name)?.symbols?.length ?? 0) > 0;
}

/** The names a check offers for each function, best first. */
function candidatesFor(
  asked: readonly { readonly name: string; readonly kernel: Kernel }[],
  kernels: readonly Kernel[],
): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const target of new Set(asked.map(({ kernel }) => kernel))) {
    const names = asked.filter(({ kernel }) => kernel === target).map(({ name }) => name);
    const text = names.map((name) => `p ${name}\n`).join('');
    const trace = readTrace({ path: 'asked.kprobe_events', text, bytes: Buffer.from(text) });
    const report = checkTraces(trace ? [trace] : [], [target], { reference: kernels, toolVersion: '0' });
    for (const { line, candidates } of report.findings) {
      const name = names[line - 1];
      if (name !== undefined && candidates.length > 0) {
        found.set(
          `${target.identity.id} ${name}`,
          candidates.map((candidate) => candidate.name),
        );
      }
    }
  }
  return asked.map(({ name, kernel }) => found.get(`${kernel.identity.id} ${name}`) ?? []);
}

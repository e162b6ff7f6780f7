import { firstNotBefore, type Kernel, type NameTable } from '@tracefit/model';
import { literalStart, matchGlob, matchNames } from './glob';

/** The functions of a kernel that a pattern matches; one and the same object for all kernels where it matches the same. */
export interface Matches {
  readonly count: number;
  /** From place to place, sorted by code unit; nothing is kept of it, since `*` matches more than 100,000. */
  readonly names: () => Iterable<string>;
}

/** What a pattern matches on each kernel. The names of kernels kept in one store are looked over once for all of them. */
export function matchesOf(pattern: string): (kernel: Kernel) => Matches {
  const byTable = new Map<readonly string[], TableMatches>();
  const byKernel = new Map<Kernel, Matches>();
  const find = (kernel: Kernel): Matches => {
    const table = kernel.functionTable?.();
    if (!table) {
      const names = matchNames(pattern, kernel.functionNames());
      return { count: names.length, names: () => names };
    }
    const matches = byTable.get(table.names) ?? new TableMatches(pattern, table.names);
    byTable.set(table.names, matches);
    return matches.on(table);
  };
  return (kernel) => {
    const matches = byKernel.get(kernel) ?? find(kernel);
    byKernel.set(kernel, matches);
    return matches;
  };
}

/** What a pattern matches of the names that several kernels have together. */
class TableMatches {
  /** The place that the first bit stands for. */
  readonly #from: number;
  /** A bit for each name from there on: a list of places would take fifty times as much for a pattern that matches most. */
  readonly #bits: Uint8Array;
  readonly #all: { readonly has: NameTable['has']; readonly matches: Matches }[] = [];

  constructor(pattern: string, names: readonly string[]) {
    const literal = literalStart(pattern);
    this.#from = firstNotBefore(names, literal);
    let end = this.#from;
    while (end < names.length && (names[end] ?? '').startsWith(literal)) end++;
    this.#bits = new Uint8Array((end - this.#from + 7) >> 3);
    for (let at = this.#from; at < end; at++) {
      const bit = at - this.#from;
      if (matchGlob(pattern, names[at] ?? '')) this.#bits[bit >> 3] = (this.#bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }

  on({ names, has }: NameTable): Matches {
    let count = 0;
    for (const at of this.#places()) if (has(at)) count++;
    const same = this.#all.find((each) => each.matches.count === count && this.#isSame(each.has, has));
    if (same) return same.matches;
    const places = () => this.#places();
    const matches: Matches = {
      count,
      *names() {
        for (const at of places()) if (has(at)) yield names[at] ?? '';
      },
    };
    this.#all.push({ has, matches });
    return matches;
  }

  #isSame(a: NameTable['has'], b: NameTable['has']): boolean {
    for (const at of this.#places()) if (a(at) !== b(at)) return false;
    return true;
  }

  *#places(): Generator<number> {
    for (const [at, byte] of this.#bits.entries()) {
      for (let bit = 0, rest = byte; rest !== 0; bit++, rest >>= 1) {
        if ((rest & 1) === 1) yield this.#from + at * 8 + bit;
      }
    }
  }
}

/** Sets of kernels by number: two names that live on the same kernels share one. Set 0 is empty. */
export class KernelSets {
  readonly #members: bigint[] = [0n];
  readonly #ids = new Map<bigint, number>([[0n, 0]]);
  readonly #unions = new Map<number, Map<number, number>>();

  /** The set with these bits, kernel 0 the lowest. */
  id(members: bigint): number {
    let id = this.#ids.get(members);
    if (id === undefined) {
      id = this.#members.push(members) - 1;
      this.#ids.set(members, id);
    }
    return id;
  }

  members(id: number): bigint {
    return this.#members[id] ?? 0n;
  }

  union(a: number, b: number): number {
    if (a === 0 || a === b) return b;
    let row = this.#unions.get(b);
    if (!row) this.#unions.set(b, (row = new Map<number, number>()));
    let id = row.get(a);
    if (id === undefined) {
      id = this.id(this.members(a) | this.members(b));
      row.set(a, id);
    }
    return id;
  }
}

import type { KernelShelf } from './store';
import { compareKernels } from './kernel-order';

/** Several stores as one. Where two have a kernel of the same id, the later one's counts. */
export function mergeStores(stores: readonly KernelShelf[]): KernelShelf {
  const owners = new Map(stores.flatMap((store) => store.kernels.map(({ id }) => [id, store] as const)));
  return {
    kernels: stores.flatMap((store) => store.kernels.filter(({ id }) => owners.get(id) === store)).sort(compareKernels),
    kernel: (id) => owners.get(id)?.kernel(id),
    close() {
      for (const store of stores) store.close();
    },
  };
}

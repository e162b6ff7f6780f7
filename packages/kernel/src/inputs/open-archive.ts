import type { KernelFile, ReadContext } from '../kernel-source';
import type { KernelArchive, KernelTree } from '../kernel-tree';
import { withName } from './reading';

/**
 * Opens a package or archive; damage in it is told with its name.
 * @throws FormatError
 */
export async function openArchive(archive: KernelArchive, file: KernelFile, context: ReadContext): Promise<KernelTree> {
  const tree = await withName(file.path, async () => archive.open(file, context));
  return {
    ...tree,
    async *files() {
      const files = tree.files()[Symbol.asyncIterator]();
      for (;;) {
        const next = await withName(file.path, () => files.next());
        if (next.done === true) return;
        const { path, size, read } = next.value;
        yield { path, size, read: () => withName(file.path, async () => read()) };
      }
    },
  };
}

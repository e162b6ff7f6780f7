import type { ModuleBase, SourcePart } from './parts/source-part';

/** A file of a kernel, whole in memory. */
export interface KernelFile {
  /** As the user named it; only shown and matched by name, never opened again. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What reads one kind of kernel file. A source is a folder of `sources/` and one line of `registry.ts`. */
export interface KernelSource {
  /** Kebab-case, the folder's name. */
  readonly id: string;
  /** What it reads, for `--help` and error messages: `a vmlinuz boot image`. */
  readonly title: string;
  /** It reads modules: after the files of the kernel itself, of which `ReadContext.base` then tells. */
  readonly readsModules?: true;
  /** Cheap: looks at the name and the first bytes. */
  detect(file: KernelFile): boolean;
  /**
   * What the file tells of the kernel, nothing more.
   * @throws FormatError where the file is damaged
   */
  read(file: KernelFile, context: ReadContext): SourcePart | Promise<SourcePart>;
}

export interface ReadContext {
  /** Called from time to time in long work with a few words: `unpacking the payload`. */
  readonly progress: (what: string) => void;
  /** The most bytes anything may unpack to; beyond it the file is refused. */
  readonly maxUnpacked: number;
  /** The kernel whose modules are read; absent where none of the files is one that has types. */
  readonly base?: ModuleBase | undefined;
  /** Types and variables of the module are left out. */
  readonly untyped?: boolean;
}

import type { KernelFile, ReadContext } from './kernel-source';

/** A file of a package, an archive or a directory, in memory only when it is asked for. */
export interface TreeFile {
  /** `lib/modules/RELEASE/kernel/fs/ext4/ext4.ko.xz`, with or without something before it; never opened by that name. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /**
   * The content; to be asked for before the next file.
   * @throws FormatError where the archive is damaged there
   */
  read(): Uint8Array | Promise<Uint8Array>;
}

/** Many files, of which one at a time is in memory: a package, an archive, a directory. */
export interface KernelTree {
  /** As the user named it. */
  readonly path: string;
  /** What a package says of itself. */
  readonly package?: PackageIdentity;
  /** All regular files, in whatever order; can be walked again. */
  files(): AsyncIterable<TreeFile>;
}

export interface PackageIdentity {
  /** `linux-image-6.1.0-56-amd64` */
  readonly name: string;
  /** As the package manager writes it: `6.1.192-2`. */
  readonly version: string;
}

/**
 * What opens one kind of file that holds the files of a kernel. An archive is a folder of `archives/` and one line of
 * `registry.ts`.
 */
export interface KernelArchive {
  /** Kebab-case, the folder's name. */
  readonly id: string;
  /** What it opens, for `--help` and error messages: `a Debian package`. */
  readonly title: string;
  /** Cheap: looks at the name and the first bytes. */
  detect(file: KernelFile): boolean;
  /**
   * Reads as little as tells what the package is.
   * @throws FormatError where it is damaged, as its files do
   */
  open(file: KernelFile, context: ReadContext): Promise<KernelTree>;
}

/** What a failed call of the operating system says, of those that a wrong path or a full disk makes. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'a directory where a file is expected',
  ENOTDIR: 'a part of the path is no directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
  EIO: 'the device cannot be read',
  ENXIO: 'no such device',
  EINVAL: 'not possible with this kind of file',
  EBUSY: 'the file is in use',
  ENOEXEC: 'not a program that can be run here',
  ETXTBSY: 'the file is being written',
  EXDEV: 'not possible across devices',
  ERR_INVALID_ARG_VALUE: 'no possible path',
};

export interface SystemError {
  readonly code: string;
  readonly path?: string;
}

/** Whether the world, and not a mistake of ours, is why a call failed. */
export function isSystemError(error: unknown): error is SystemError {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return typeof error.code === 'string' && Object.hasOwn(words, error.code);
}

/** `no such file or directory: tools/unlink.bt`. */
export function systemErrorSentence(error: SystemError, path = error.path): string {
  return [words[error.code] ?? error.code, ...(path === undefined ? [] : [path])].join(': ');
}

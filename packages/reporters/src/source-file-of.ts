import type { Finding } from '@tracefit/model';

/** The file the line of a finding is one of: of one that is included, `tool.bpf.c[core_fixes.bpf.h]`. */
export function sourceFileOf({ file, source }: Pick<Finding, 'file' | 'source'>): string {
  if (source === undefined) return file;
  const name = source.file.slice(source.file.lastIndexOf('/') + 1);
  return file.endsWith(`[${name}]`) ? file : `${file}[${name}]`;
}

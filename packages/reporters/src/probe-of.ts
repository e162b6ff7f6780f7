import type { ReportFile, ReportProbe } from '@tracefit/model';

/**
 * The probe of a file that something said of the file belongs to. It carries its probe by name; of several probes of a
 * name it is the last that begins before the place.
 */
export function probeOf(
  { probe, line = 0 }: { readonly probe?: string | undefined; readonly line?: number | undefined },
  { probes }: ReportFile,
): ReportProbe | undefined {
  const named = probes.filter(({ attach: { kind, module, name } }) => {
    if (probe === `${kind}:${name}`) return true;
    return module !== undefined && probe === `${kind}:${module}:${name}`;
  });
  return named.filter((each) => each.line <= line).at(-1) ?? named[0];
}

/** `kprobe:vfs_unlink`, `kprobe:ext4:ext4_file_write_iter`. */
export function probeName({ attach: { kind, module, name } }: ReportProbe): string {
  return [kind, ...(module === undefined ? [] : [module]), ...(name === '' ? [] : [name])].join(':');
}

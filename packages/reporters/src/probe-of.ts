import type { Finding, ReportFile, ReportProbe } from '@tracefit/model';

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

/**
 * The findings that tell of a probe, of all those of its file. Of several attach points that share a body, what is found in
 * the body carries the first: another one that breaks where nothing of its own is found is told by what is found next below it.
 */
export function findingsOf<F extends Finding>(
  probe: ReportProbe,
  file: ReportFile,
  findings: readonly F[],
): readonly F[] {
  const own = findings.filter((finding) => probeOf(finding, file) === probe);
  const told = new Set(own.flatMap(({ targets }) => targets));
  const untold = Object.keys(probe.verdicts).filter((id) => probe.verdicts[id] === 'breaks' && !told.has(id));
  if (untold.length === 0) return own;
  const others = findings.filter(
    (finding) =>
      finding.severity === 'error' &&
      finding.line >= probe.line &&
      !own.includes(finding) &&
      finding.targets.some((id) => untold.includes(id)),
  );
  const nearest = Math.min(...others.map(({ line }) => line));
  return [...own, ...others.filter(({ line }) => line === nearest)];
}

/** `kprobe:vfs_unlink`, `kprobe:ext4:ext4_file_write_iter`. */
export function probeName({ attach: { kind, module, name } }: ReportProbe): string {
  return [kind, ...(module === undefined ? [] : [module]), ...(name === '' ? [] : [name])].join(':');
}

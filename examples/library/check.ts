import { readFileSync } from 'node:fs';
import { checkTraces } from '@tracefit/checker';
import type { Report } from '@tracefit/model';
import { openStoreFile, selectTargets } from '@tracefit/signatures';
import { readTrace } from '@tracefit/trace';

/** Checks a script against the bundled kernels that a query selects. */
export function checkScript(path: string, query: string): Report {
  const bytes = readFileSync(path);
  const trace = readTrace({ path, bytes, text: bytes.toString() });
  if (!trace) throw new Error(`no trace definition: ${path}`);

  const store = openStoreFile(require.resolve('@tracefit/kernel-signatures/kernels.tfs'));
  try {
    const kernels = selectTargets(query, store.kernels).flatMap(({ id }) => store.kernel(id) ?? []);
    return checkTraces([trace], kernels, { toolVersion: 'of my tool' });
  } finally {
    store.close();
  }
}

/** A line for each finding, and one for what was not checked. */
export function summarise({ findings, unchecked, summary }: Report): string {
  const lines = findings.map(({ severity, rule, file, line, message, targets }) => {
    return `${severity} ${rule} ${file}:${line} on ${targets.length} of ${summary.targets} kernels: ${message}`;
  });
  return [...lines, `${unchecked.length} things not checked`].join('\n');
}

if (require.main === module) {
  console.log(summarise(checkScript('examples/vfs-unlink.bt', 'debian >= 5.10')));
}

'use strict';

const { readFileSync } = require('node:fs');
const { checkTraces } = require('@tracefit/checker');
const { openStoreFile, selectTargets } = require('@tracefit/signatures');
const { readTrace } = require('@tracefit/trace');

/**
 * Checks a script against the bundled kernels that a query selects.
 *
 * @param {string} path
 * @param {string} query
 */
function checkScript(path, query) {
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

/**
 * A line for each finding, and one for what was not checked.
 *
 * @param {import('@tracefit/model').Report} report
 */
function summarise({ findings, unchecked, summary }) {
  const lines = findings.map(({ severity, rule, file, line, message, targets }) => {
    return `${severity} ${rule} ${file}:${line} on ${targets.length} of ${summary.targets} kernels: ${message}`;
  });
  return [...lines, `${unchecked.length} things not checked`].join('\n');
}

module.exports = { checkScript, summarise };

if (require.main === module) {
  console.log(summarise(checkScript('examples/vfs-unlink.bt', 'debian >= 5.10')));
}

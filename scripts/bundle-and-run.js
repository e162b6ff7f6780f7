'use strict';

const path = require('node:path');
const { buildSync } = require('esbuild');

/** Bundles a program of the project from its sources, all packages included; returns the path of what was made. */
function bundle(entry, output) {
  const root = path.join(__dirname, '..');
  const outfile = path.join(root, output);
  buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@tracefit/source'],
    packages: 'bundle',
    external: ['typescript', '@typescript-eslint/*', '@foxglove/*', '@tracefit/kernel-signatures'],
    logLevel: 'warning',
  });
  return outfile;
}

/** Bundles a program of the project and runs it. */
function bundleAndRun(entry, output) {
  require(bundle(entry, output));
}

module.exports = { bundle, bundleAndRun };

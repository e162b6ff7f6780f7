'use strict';

const path = require('node:path');
const { buildSync } = require('esbuild');

/** Bundles a program of the project from its sources, all packages included, and runs it. */
module.exports.bundleAndRun = function bundleAndRun(entry, output) {
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
  require(outfile);
};

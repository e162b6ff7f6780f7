'use strict';

// Puts the command with all packages of this project into one file: loading one file takes half the time of loading
// two hundred. What is large and seldom needed stays outside and is loaded when it is.
const path = require('node:path');
const { buildSync } = require('esbuild');

const root = path.join(__dirname, '..');
const outside = ['typescript', '@typescript-eslint/*', '@foxglove/*', '@tracefit/kernel-signatures'];

/** Makes the bundle `outfile` from the sources; no build is needed before. */
function bundleCommand(outfile) {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['packages/cli/src/process.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@tracefit/source'],
    external: outside,
    keepNames: true,
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
}

module.exports = { bundleCommand };

if (require.main === module) bundleCommand(path.join(root, 'packages/cli/dist/tracefit.js'));

'use strict';

// Puts the command with all packages of this project into one file: loading one file takes half the time of loading
// two hundred. What is large and seldom needed stays outside and is loaded when it is.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { buildSync } = require('esbuild');

const root = path.join(__dirname, '..');
const outside = [
  'typescript',
  '@typescript-eslint/*',
  '@foxglove/*',
  '@tracefit/kernel-signatures',
  '@tracefit/kernel/capture.sh',
];

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
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
}

/** Makes what `packages/cli/bin/tracefit.js` runs: the bundle and its code cache; returns the path of the latter. */
function buildCommand() {
  const dist = path.join(root, 'packages/cli/dist');
  // V8 tells a cache of another text by the length of the text alone: an old one must not outlive its bundle.
  fs.rmSync(path.join(dist, 'tracefit.cache'), { force: true });
  bundleCommand(path.join(dist, 'tracefit.js'));
  const command = path.join(root, 'packages/cli/bin/tracefit.js');
  const env = { ...process.env, TRACEFIT_WRITE_CODE_CACHE: '1' };
  spawnSync(process.execPath, [command, 'check', 'examples/vfs-unlink.bt'], { cwd: root, env });
  return command;
}

module.exports = { buildCommand, bundleCommand };

if (require.main === module) buildCommand();

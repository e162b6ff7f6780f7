'use strict';

// Runs the oracle from its sources: `npm run oracle -- --help`.
const path = require('node:path');
const { buildSync } = require('esbuild');

const outfile = path.join(__dirname, '../packages/kernel/dist/oracle.js');
buildSync({
  absWorkingDir: path.join(__dirname, '..'),
  entryPoints: ['packages/kernel/oracle/main.ts'],
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

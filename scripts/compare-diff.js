'use strict';

// Holds `tracefit diff` against bpftool, from the sources: `npm run compare-diff -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/cli/oracle/diff/main.ts', 'packages/cli/dist/compare-diff.js');

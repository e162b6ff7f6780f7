'use strict';

// Holds the calls read from kernel images against objdump, from the sources: `npm run compare-callers -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/kernel/oracle/callers/main.ts', 'packages/kernel/dist/compare-callers.js');

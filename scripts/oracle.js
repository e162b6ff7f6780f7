'use strict';

// Runs the oracle from its sources: `npm run oracle -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/kernel/oracle/main.ts', 'packages/kernel/dist/oracle.js');

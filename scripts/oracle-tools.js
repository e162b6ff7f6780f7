'use strict';

// Starts trace tools on booted kernels, from the sources: `npm run oracle-tools -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/kernel/oracle/loads/main.ts', 'packages/kernel/dist/oracle-tools.js');

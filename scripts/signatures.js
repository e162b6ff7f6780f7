'use strict';

// Makes the bundled signature store from its sources: `npm run signatures -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/cli/signatures/main.ts', 'packages/cli/dist/signatures.js');

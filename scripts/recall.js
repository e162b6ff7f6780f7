'use strict';

// Checks scripts that are known to break, from the sources: `npm run recall -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/cli/recall/main.ts', 'packages/cli/dist/recall.js');

'use strict';

// Holds CO-RE relocations against libbpf, from the sources: `npm run compare-core -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/checker/oracle/main.ts', 'packages/checker/dist/compare-core.js');

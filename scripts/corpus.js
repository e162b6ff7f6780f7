'use strict';

// Reads and checks the trace tools of Debian packages, from the sources, and writes docs/corpus.md and docs/accuracy-tools.md: `npm run corpus -- --help`.
const { bundleAndRun } = require('./bundle-and-run');

bundleAndRun('packages/cli/corpus/main.ts', 'packages/cli/dist/corpus.js');

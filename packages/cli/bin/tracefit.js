#!/usr/bin/env node
'use strict';

// Runs dist/tracefit.js with the code cache that the build has put beside it: what V8 has compiled once it need not
// compile again, which is a third of the time of a short run. V8 refuses a cache of another version of itself, and then
// compiles as ever.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const directory = path.join(__dirname, '../dist');
const filename = path.join(directory, 'tracefit.js');
const cache = path.join(directory, 'tracefit.cache');

const script = new vm.Script(Module.wrap(fs.readFileSync(filename, 'utf8')), {
  filename,
  cachedData: fs.existsSync(cache) ? fs.readFileSync(cache) : undefined,
});
const command = new Module(filename, module);
command.filename = filename;
command.paths = module.paths;
script.runInThisContext()(command.exports, Module.createRequire(filename), command, filename, directory);

// For the build, after a run that has compiled what a run needs.
if (process.env.TRACEFIT_WRITE_CODE_CACHE === '1') {
  process.once('exit', () => fs.writeFileSync(cache, script.createCachedData()));
}

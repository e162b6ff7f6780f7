import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { commonOptions } from '../args/options';
import { defineCommand } from '../command';
import { configName } from '../config/find-config';
import { exitCode } from '../exit-code';
import { findFiles } from '../inputs/find-files';
import { isTraceFile } from '../inputs/read-traces';
import { writeAtomically } from '../outputs/write-atomically';

export const init = defineCommand({
  name: 'init',
  summary: 'write a tracefit.config.yaml for what is found here',
  synopsis: ['[OPTION]...'],
  details: [
    'Looks for trace definitions below the current directory and writes a configuration that checks them against all bundled kernels. One that is there already stays as it is.',
  ],
  options: { ...commonOptions },
  run({ positionals }, io) {
    if (positionals.length > 0)
      throw new UsageError(`a directory is not named, it is the current one: ${positionals[0] ?? ''}`);
    if (io.fs.existsSync(path.join(io.cwd, configName))) throw new UsageError(`there is one already: ${configName}`);
    const files = findFiles(['.'], io).files.filter((file) => isTraceFile(file, io));
    if (files.length === 0) throw new UsageError('no trace definition found below the current directory');
    writeAtomically(io, configName, configText(rootsOf(files.map(({ shown }) => shown))));
    const count = files.length === 1 ? '1 trace definition' : `${files.length} trace definitions`;
    io.stdout.write(`${configName} written, ${count} found; "tracefit check" checks them\n`);
    return Promise.resolve(exitCode.fits);
  },
});

/** The first directory of each path, and the files that are in none. */
function rootsOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((file) => (file.includes('/') ? `${file.split('/')[0] ?? ''}/` : file)))].sort();
}

function configText(files: readonly string[]): string {
  return `# What tracefit checks here: https://tracefit.dev/schemas/config.schema.json

files:
${files.map((file) => `  - ${JSON.stringify(file)}\n`).join('')}
# The kernels: target queries ("tracefit targets QUERY" shows what one selects). Without them, all bundled ones.
# targets:
#   - longterm
#   - fleet:prod

# Names for target queries of your own.
# fleets:
#   prod: debian/6.1.*, debian/6.12.*

# The kernel the definitions are right on. What an argument is there is what it has to be on every other.
# written-for: debian/6.1.0-56-amd64

# The severity of a rule, or off.
# rules:
#   function-ambiguous: error
`;
}

import path from 'node:path';
import { lockedThings } from '@tracefit/checker';
import { UsageError } from '@tracefit/model';
import { countWords } from '@tracefit/reporters';
import { commonOptions, configOption, readingOptions, storeOption } from '../args/options';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { kernelSelector } from '../kernels/select-kernels';
import { pathInLock } from '../lock/find-lock';
import { lockEntry, lockName } from '../lock/lock';
import { printLock } from '../lock/print-lock';
import { makeProgress } from '../outputs/progress';
import { writeAtomically } from '../outputs/write-atomically';

export const lock = defineCommand({
  name: 'lock',
  summary: 'write down what trace definitions rely on, as it is on the kernel they are right on',
  synopsis: ['[FILE|DIR]... --written-for KERNEL [OPTION]...'],
  details: [
    `Writes ${lockName}: a line of C and a fingerprint for every argument, result, member and event field that the definitions read. "tracefit check" finds it and says where a kernel has another thing there, wherever that kernel or a script's own words say nothing.`,
  ],
  options: {
    'written-for': { value: 'KERNEL', help: 'the kernel the definitions are right on' },
    write: {
      value: 'FILE',
      help: `where the lock goes, - for the standard output (default: ${lockName} in the current directory)`,
    },
    ...readingOptions,
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const { files, stores, fleets, ignores, writtenFor } = readSettings(positionals, options, io);
    if (files.length === 0) throw new UsageError('name the trace definitions: files or directories');
    const { traces } = await readTraces(
      files,
      { stdinName: '-', ignores, lang: options.lang, tapset: options.tapset },
      io,
    );
    const kernels = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const name = options['written-for'] ?? traces.map((trace) => trace.writtenFor ?? writtenFor(trace.path))[0];
    if (name === undefined)
      throw new UsageError('name the kernel that the definitions are right on: --written-for KERNEL');
    const kernel = await kernels.one(name);
    const file = options.write ?? lockName;
    const directory = path.dirname(path.resolve(io.cwd, file));
    const locked = traces.map((trace) => ({
      path: pathInLock(trace.path, directory, io),
      entries: lockedThings(trace, kernel).map(lockEntry),
    }));
    const text = printLock({
      version: 1,
      kernel: kernel.identity.id,
      files: Object.fromEntries(locked.map((each) => [each.path, each.entries])),
    });
    if (file === '-') {
      io.stdout.write(text);
      return exitCode.fits;
    }
    writeAtomically(io, file, text);
    const count = locked.reduce((sum, { entries }) => sum + entries.length, 0);
    io.stdout.write(
      `${file} written: ${countWords(count, 'thing')} of ${countWords(traces.length, 'definition')}, as on ${kernel.identity.id}\n`,
    );
    return exitCode.fits;
  },
});

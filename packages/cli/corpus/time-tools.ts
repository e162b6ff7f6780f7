import fs from 'node:fs';
import { checkTraces } from '@tracefit/checker';
import { readTraces } from '../src/inputs/read-traces';
import type { Io } from '../src/io';
import { kernelSelector } from '../src/kernels/select-kernels';
import { makeProgress } from '../src/outputs/progress';

/** Prints the milliseconds of processor time that reading some definitions takes, and checking them on `kernels` kernels. */
async function main([kernels = '0', ...files]: readonly string[]): Promise<void> {
  const quiet = { write: () => undefined, isTTY: false };
  const bundledStore = 'kernel-signatures/kernels.tfs';
  const io: Io = { stdout: quiet, stderr: quiet, stdin: process.stdin, env: {}, cwd: process.cwd(), fs, bundledStore };
  const start = process.cpuUsage();
  const { traces } = await readTraces(files, { stdinName: '-' }, io);
  const read = process.cpuUsage(start);
  const all = await kernelSelector({ stores: [], progress: makeProgress(io, false) }, io).select([]);
  const targets = all.slice(0, Number(kernels));
  checkTraces(traces, targets, { toolVersion: 'bench', reference: targets });
  const whole = process.cpuUsage(start);
  const ms = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
  process.stdout.write(JSON.stringify({ files: files.length, read: ms(read), check: ms(whole) - ms(read) }));
}

void main(process.argv.slice(2));

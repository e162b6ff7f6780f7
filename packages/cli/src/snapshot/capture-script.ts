import { UsageError } from '@tracefit/model';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import type { Io } from '../io';

/** Prints the shell script that packs what a kernel shows on the machine where it runs. */
export function printCaptureScript({ names }: SnapshotArgs, io: Io): Promise<number> {
  if (names.length > 0) throw new UsageError(`the script is the same for all machines: ${names.join(' ')}`);
  io.stdout.write(io.fs.readFileSync(require.resolve('@tracefit/kernel/capture.sh'), 'utf8'));
  return Promise.resolve(exitCode.fits);
}

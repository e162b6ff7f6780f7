import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { UsageError } from '@tracefit/model';
import { isSystemError, systemErrorSentence } from '../inputs/system-error';
import type { Io } from '../io';

/** Signals that are meant for the command, not for tracefit in front of it. */
const passedOn: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs a command with the streams, the environment and the directory of this process, and passes signals on.
 *
 * @returns its exit status; 128 and the signal's number where a signal ended it, as a shell says it
 * @throws UsageError where it cannot be started
 */
export function runChild(command: string, words: readonly string[], io: Io): Promise<number> {
  return new Promise((resolve, reject) => {
    // Before it is started: it may send its parent a signal at once.
    const started: { child?: ChildProcess } = {};
    const pass = (signal: NodeJS.Signals): void => void started.child?.kill(signal);
    for (const signal of passedOn) process.on(signal, pass);
    const stop = (): void => {
      for (const signal of passedOn) process.off(signal, pass);
    };
    const child = spawn(command, words, { cwd: io.cwd, env: io.env, stdio: 'inherit' });
    started.child = child;
    child.once('error', (error) => {
      stop();
      reject(isSystemError(error) ? new UsageError(systemErrorSentence(error, command)) : error);
    });
    child.once('exit', (code, signal) => {
      stop();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

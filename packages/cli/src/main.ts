import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';
import { didYouMean } from './args/did-you-mean';
import { parseArgs } from './args/parse-args';
import { commands } from './commands';
import type { AnyCommand } from './command';
import { exitCode } from './exit-code';
import { renderCommandHelp, renderHelp } from './help';
import { isSystemError, systemErrorSentence } from './inputs/system-error';
import type { Io } from './io';
import { toolVersion } from './tool-version';

/**
 * The command. Writes to the streams of `io` only.
 *
 * @param argv the words behind `tracefit`
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return report(error, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) throw new UsageError(`a command is missing, one of ${Object.keys(commands).join(', ')}`);
  if (name === '--version') {
    io.stdout.write(`${toolVersion()}\n`);
    return exitCode.fits;
  }
  if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    io.stdout.write(renderHelp());
    return exitCode.fits;
  }
  if (name === 'help') {
    io.stdout.write(renderCommandHelp(findCommand(rest[0] ?? '')));
    return exitCode.fits;
  }
  const command = findCommand(name);
  // The help of a command is wanted whatever else stands on the line; what is behind -- is not ours.
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) {
    io.stdout.write(renderCommandHelp(command));
    return exitCode.fits;
  }
  return command.run(parseArgs(rest, command.options) as Parameters<AnyCommand['run']>[0], io, commands);
}

function findCommand(name: string): AnyCommand {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return load();
  const kind = name.startsWith('-') ? 'option' : 'command';
  const names = [...Object.keys(commands), 'help', ...(kind === 'option' ? ['--help', '--version'] : [])];
  throw new UsageError(`unknown ${kind}${didYouMean(name, names)}: ${name}`);
}

function report(error: unknown, io: Io): number {
  if (error instanceof UsageError || error instanceof FormatError) {
    // A sentence for each input that cannot be read.
    for (const line of error.message.split('\n')) io.stderr.write(`tracefit: ${visibleText(line)}\n`);
    return exitCode.usage;
  }
  if (isSystemError(error)) {
    io.stderr.write(`tracefit: ${visibleText(systemErrorSentence(error))}\n`);
    return exitCode.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`tracefit ${toolVersion()}: this is a bug, please report it with the lines below\n${stack}\n`);
  return exitCode.bug;
}

import type { Args } from './args/parse-args';
import type { Options } from './args/options';
import type { Io } from './io';

/** A subcommand: what `--help` says of it, the options it takes, and what it does. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name, one line for each way of calling it: `[FILE|DIR|-]...`. */
  readonly synopsis: readonly string[];
  /** What one has to know beyond the options: paragraphs, and indented lines, which stay as they are. */
  readonly details: readonly string[];
  readonly options: O;
  /**
   * @param commands the table of all commands
   * @returns the exit code
   */
  run(args: Args<O>, io: Io, commands: Commands): Promise<number>;
}

/** Every command by its name; one is loaded when it is called. */
export type Commands = Readonly<Record<string, () => AnyCommand>>;

/** Keeps the names of the options in the type, for `run`. */
export function defineCommand<const O extends Options>(command: Command<O>): Command<O> {
  return command;
}

/** A command as the table of commands holds it: any options. */
export interface AnyCommand extends Omit<Command, 'run'> {
  run(args: Args<never>, io: Io, commands: Commands): Promise<number>;
}

/** An option of a command. */
export interface Option {
  /** The word for its value in `--help`; an option without one is a switch. */
  readonly value?: string;
  /** May be given more than once. */
  readonly multiple?: true;
  /** The values it takes, where they are few. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** By name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What every command takes. */
export const commonOptions = {
  color: {
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    help: 'colours: auto (a terminal, and no NO_COLOR), always or never',
  },
  verbose: { help: 'say on stderr what is being done' },
  help: { help: 'this help' },
} as const satisfies Options;

/** Where kernels come from. */
export const storeOption = {
  store: {
    value: 'DIR|FILE',
    multiple: true,
    help: 'a signature store of your own, used beside the bundled one (also: TRACEFIT_STORE)',
  },
} as const satisfies Options;

export const targetOption = {
  target: {
    value: 'QUERY',
    multiple: true,
    help: 'the kernels: a query, a kernel file or "running" (default: all bundled kernels)',
  },
} as const satisfies Options;

/** How trace definitions are read. */
export const readingOptions = {
  lang: { value: 'FORMAT', help: 'the format of the definitions, where name and content do not tell' },
  tapset: { value: 'DIR', help: 'the tapset for SystemTap scripts (default: the one of this machine)' },
} as const satisfies Options;

export const configOption = {
  config: {
    value: 'FILE',
    help: 'the configuration (default: the tracefit.config.yaml here or above, up to the root of the repository); none for none',
  },
} as const satisfies Options;

export const lockOption = {
  lock: {
    value: 'FILE',
    help: 'the lock of "tracefit lock" (default: the trace.lock.yaml here or above, up to the root of the repository); none for none',
  },
} as const satisfies Options;

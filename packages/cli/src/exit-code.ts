/** What the command says to the shell. */
export const exitCode = {
  /** All that was asked was checked, nothing at or above `--fail-on`. */
  fits: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** A wrong option, or input that cannot be read. */
  usage: 2,
  /** A bug of tracefit. */
  bug: 3,
  /** `--strict`: no finding, but something was not checked. */
  unchecked: 4,
} as const;

/** The table of `--help` and of the README. */
export const exitCodeWords: readonly (readonly [number, string])[] = [
  [exitCode.fits, 'everything asked was checked, and nothing was found at or above --fail-on'],
  [exitCode.findings, 'something does not fit'],
  [exitCode.usage, 'a wrong option, or input that cannot be read'],
  [exitCode.bug, 'a bug of tracefit'],
  [exitCode.unchecked, 'with --strict: nothing was found, but something could not be checked'],
];

import { plainStyle, type Style } from '@tracefit/reporters';
import { createColors } from 'picocolors';
import type { Io, Output } from '../io';

/**
 * Colours for an output: as `--color` says, else as `NO_COLOR` and `FORCE_COLOR` say (no-color.org, force-color.org),
 * else where it is a terminal that is not `dumb`.
 */
export function chooseStyle(output: Output, when: string | undefined, io: Io): Style {
  return isColoured(output, when, io) ? createColors(true) : plainStyle;
}

function isColoured(output: Output, when: string | undefined, { env }: Io): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0';
  return output.isTTY && env['TERM'] !== 'dumb';
}

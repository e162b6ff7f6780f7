import { readOptions } from './options';
import type { Tracer } from './tracer';

/** SystemTap: the script behind `-e`; else the word names a file. */
export const stap: Tracer = {
  name: 'stap',
  find(words) {
    const { options } = readOptions(words, {
      short: 'pIeEDRrmoscxBabSdLlGcT',
      long: 'sysroot sysenv prologue-searching suppress-time-limits runtime privilege remote',
      anywhere: true,
    });
    return options.flatMap(({ name, value }) =>
      /^[eE]$/.test(name) && value ? [{ lang: 'systemtap', text: value }] : [],
    );
  },
};

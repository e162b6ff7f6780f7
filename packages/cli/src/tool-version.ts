/** The version of the command, which is that of all packages. */
export function toolVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- read when it is needed, from where npm put it
  const { version } = require('../package.json') as { readonly version: string };
  return version;
}

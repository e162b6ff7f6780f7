/** Longer values are no configuration. */
const MAX_VALUE = 64 * 1024;

/**
 * Parses the text of a kernel configuration (`/boot/config-*`, `/proc/config.gz`): what is set, from `CONFIG_X` to `y`,
 * `m`, its number, or its string without quotes. Lines that say something else are left out.
 */
export function parseConfigText(text: string): Record<string, string> {
  const config: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    const name = line.slice(0, Math.max(equals, 0));
    if (!/^CONFIG_\w+$/.test(name) || line.length > MAX_VALUE) continue;
    const value = line.slice(equals + 1).trim();
    config[name] = /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  }
  return config;
}

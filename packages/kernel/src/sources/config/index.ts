import { parseConfigText } from '../../facts/config-text';
import type { KernelSource } from '../../kernel-source';
import { EMPTY_PART } from '../../parts/source-part';
import { readMaybeGzip } from '../../unpack/gzip';

/** A kernel configuration: `/boot/config-RELEASE`, `/proc/config.gz`. */
export const config: KernelSource = {
  id: 'config',
  title: 'a kernel configuration (/boot/config-RELEASE, /proc/config.gz)',
  detect: ({ path, bytes }) =>
    /(?:^|\n)(?:CONFIG_\w+=|# CONFIG_\w+ is not set)/.test(Buffer.from(bytes.subarray(0, 4096)).toString('latin1')) ||
    /(?:^|\/)config(?:-[^/]*)?\.gz$/.test(path),
  read: ({ bytes }, context) => {
    const text = Buffer.from(readMaybeGzip(bytes, context.maxUnpacked)).toString('utf8');
    const release = /^# Linux\/\S+ (\d\S*) Kernel Configuration/m.exec(text.slice(0, 4096))?.[1];
    return {
      ...EMPTY_PART,
      complete: ['config'],
      config: parseConfigText(text),
      identity: release === undefined ? {} : { version: release },
    };
  },
};

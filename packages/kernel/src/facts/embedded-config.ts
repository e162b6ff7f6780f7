import type { KernelImage } from '../image/kernel-image';
import { readGzip } from '../unpack/gzip';
import { parseConfigText } from './config-text';

/** What it is called in sentences on an image. */
export const CONFIGURATION = 'its configuration';

/** A configuration has 300 KB at most. */
const MAX_TEXT = 8 * 1024 * 1024;

/**
 * The configuration that CONFIG_IKCONFIG puts into an image (kernel/configs.c): gzip between two symbols. `undefined`
 * where the kernel was built without it.
 * @throws FormatError where it is damaged
 */
export function readEmbeddedConfig(image: KernelImage): Record<string, string> | undefined {
  const range = image.rangeOf('kernel_config_data', 'kernel_config_data_end');
  if (!range) return undefined;
  const packed = image.read(range.start, range.end - range.start);
  return parseConfigText(new TextDecoder().decode(readGzip(packed, MAX_TEXT)));
}

import { FormatError } from '@tracefit/btf';
import type { KernelSource } from '../../kernel-source';
import { readSystem } from '../../system/read-system';
import { isGzip, readMaybeGzip } from '../../unpack/gzip';
import { CAPTURE_MARK, parseCapture } from './parse-capture';

/** What capture/capture.sh has packed on another machine. */
export const capture: KernelSource = {
  id: 'capture',
  title: 'a capture of a running kernel (capture.sh)',
  detect: ({ path, bytes }) =>
    Buffer.from(bytes.subarray(0, CAPTURE_MARK.length)).toString('latin1') === CAPTURE_MARK ||
    (isGzip(bytes) && /\.capture(?:\.gz)?$/.test(path)),
  async read({ path, bytes }, context) {
    const system = parseCapture(readMaybeGzip(bytes, context.maxUnpacked));
    const { part, base, disagreements, isEmpty } = await readSystem(system, path, context);
    if (isEmpty) throw new FormatError(`the capture has neither types nor symbols (${part.notes.join('; ')})`, 0);
    return { ...part, notes: [...part.notes, ...disagreements], ...(base ? { base } : {}) };
  },
};

import { FormatError } from '@tracefit/btf';
import { archiveLimit } from '../../archive/archive-limits';
import { readCpio } from '../../archive/read-cpio';
import type { KernelArchive } from '../../kernel-tree';
import { unpackInPieces } from '../../unpack/unpack-in-pieces';
import { isRpm, readRpmStart } from './rpm-header';

/** An RPM package, version 3 and 4: two headers and a packed cpio archive. */
export const rpm: KernelArchive = {
  id: 'rpm',
  title: 'an RPM package (.rpm)',
  detect: ({ bytes }) => isRpm(bytes),
  open({ path, bytes }, context) {
    const { payload, payloadFormat, package: identity } = readRpmStart(bytes);
    if (payloadFormat !== 'cpio') {
      throw new FormatError(`the payload of the RPM is ${payloadFormat}, only cpio is supported`, payload);
    }
    const packed = bytes.subarray(payload);
    return Promise.resolve({
      path,
      ...(identity ? { package: identity } : {}),
      files: () => readCpio(unpackInPieces(packed, archiveLimit(context), context), context),
    });
  },
};

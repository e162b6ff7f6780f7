'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/** Places in the header of a boot image for x86 (Documentation/arch/x86/boot.rst). */
const setupSectors = 0x1f1;
const payloadOffset = 0x248;
const payloadLength = 0x24c;
const zstdMagic = 0xfd2fb528;

/**
 * Reading a boot image into a store of its own, and what it is measured against: unpacking it and printing its types, which is less
 * than half of what a snapshot has.
 * @param image a vmlinuz of x86-64 packed with zstd, as those of Debian are from 6.12 on
 */
function imageSubjects(image, tracefit, scratch) {
  const packed = path.join(scratch, 'payload.zst');
  const kernel = path.join(scratch, 'vmlinux');
  fs.writeFileSync(packed, payloadOf(fs.readFileSync(image)));
  execFileSync('zstd', ['-dqf', packed, '-o', kernel]);
  const both = 'zstd -dqfc "$0" >/dev/null && bpftool btf dump file "$1"';
  const store = path.join(scratch, 'store');
  return [
    { name: '`zstd -d` and `bpftool btf dump` of a `vmlinuz`', argv: ['sh', '-c', both, packed, kernel] },
    {
      name: '`tracefit snapshot create` of it',
      argv: tracefit('snapshot', 'create', image, '--id', 'bench/image', '--store', store, '--replace'),
    },
  ];
}

function payloadOf(image) {
  const start = ((image[setupSectors] || 4) + 1) * 512 + image.readUInt32LE(payloadOffset);
  // The last four bytes are the unpacked length.
  const payload = image.subarray(start, start + image.readUInt32LE(payloadLength) - 4);
  if (payload.readUInt32LE(0) !== zstdMagic) throw new Error('the image is not packed with zstd');
  return payload;
}

module.exports = { imageSubjects };

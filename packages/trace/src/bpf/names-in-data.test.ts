import { SHT, writeElf } from '@tracefit/btf';
import { namesInData, namesLike } from './names-in-data';

const table = 'ext4_file_read_iter\0nfs_file_read\0__blk_account_io_start\0Usage: x\0plain\0';

/** A program that carries an object behind a table of names. */
function carrierOf(object: string): Uint8Array {
  return writeElf({
    machine: 62,
    sections: [
      { name: '.text', type: SHT.PROGBITS, flags: 6n, addr: 0x1000n, bytes: Buffer.from('in_code_only\0', 'latin1') },
      { name: '.rodata', type: SHT.PROGBITS, flags: 2n, addr: 0x2000n, bytes: Buffer.from(table + object, 'latin1') },
    ],
  });
}

describe('names in the data of a program that carries BPF objects', () => {
  test('are those of functions, outside of the object and of the code', () => {
    const carrier = carrierOf('task_struct\0of_the_object\0');
    const from = Buffer.from(carrier).indexOf('task_struct');
    expect(namesInData(carrier, carrier.subarray(from, from + 26))).toEqual([
      '__blk_account_io_start',
      'blk_account_io_start',
      'ext4_file_read_iter',
      'nfs_file_read',
    ]);
  });

  test('are none in what is no program', () => {
    const text = new TextEncoder().encode('ext4_file_read_iter\0');
    expect(namesInData(text, text.subarray(0, 0))).toEqual([]);
  });

  test('are none where a section lies outside of the file', () => {
    const carrier = carrierOf('');
    const cut = carrier.slice();
    // The size in the header of `.rodata`, which is the second.
    const headers = Number(new DataView(cut.buffer).getBigUint64(40, true));
    new DataView(cut.buffer).setBigUint64(headers + 2 * 64 + 32, 1_000_000n, true);
    expect(namesInData(cut, cut.subarray(0, 0))).toEqual([]);
  });

  test('are like that of a BPF program where they have its words', () => {
    const names = ['ext4_file_read_iter', 'ext4_sync_file', 'nfs_file_read', 'blk_mq_start_request'];
    expect(namesLike('file_read_entry', names)).toEqual(['ext4_file_read_iter', 'nfs_file_read']);
    expect(namesLike('file_sync_fexit', names)).toEqual(['ext4_sync_file']);
    expect(namesLike('blk_account_io_start', names)).toEqual([]);
    expect(namesLike('kprobe_entry', names)).toEqual([]);
  });
});

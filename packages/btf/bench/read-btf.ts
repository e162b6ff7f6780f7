import { readFileSync } from 'node:fs';
import { readBtf } from '@tracefit/btf';

/** Milliseconds: reading, the first look-up by name (which makes the index), decoding all types. */
export interface ReadBtfTimes {
  readonly types: number;
  readonly read: number;
  readonly find: number;
  readonly decodeAll: number;
}

/** Times reading a BTF file in this process, such as `/sys/kernel/btf/vmlinux`. */
export function benchReadBtf(path: string): ReadBtfTimes {
  const bytes = readFileSync(path);
  const start = performance.now();
  const btf = readBtf(bytes);
  const read = performance.now();
  btf.find('task_struct', 'struct');
  const found = performance.now();
  let types = 0;
  for (const type of btf.types()) if (type.id > 0) types++;
  const decoded = performance.now();
  return { types, read: read - start, find: found - read, decodeAll: decoded - found };
}

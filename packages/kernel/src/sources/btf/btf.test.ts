import { testWrittenSource } from '../../../test/test-kernel-source';
import { someTypes } from '../../../test/write-vmlinux';
import { btf } from '.';

testWrittenSource(btf, __dirname, { types: { path: '/sys/kernel/btf/vmlinux', bytes: someTypes() } });

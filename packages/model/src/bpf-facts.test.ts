import { bpfConstant, knowsBpfEnum, lsmHook, lsmHookNames } from './bpf-facts';
import type { KernelSnapshot } from './kernel-snapshot';
import { snapshotKernel } from './snapshot-kernel';

const snapshot: KernelSnapshot = {
  identity: { id: 'debian/6.1', release: '6.1', version: '6.1', arch: 'x86_64' },
  complete: ['types', 'functions'],
  functions: ['bpf_lsm_file_open', 'bpf_lsm_verify_prog', 'bpf_lsm_bprm_check_security', 'bpf_lsm_bpf.cold'].map(
    (name) => ({ name, symbols: [{ letter: 'T' }] }),
  ),
  callers: [],
  structs: [],
  forwards: [],
  enums: [
    { name: 'bpf_func_id', size: 4, signed: false, values: [{ name: 'BPF_FUNC_trace_printk', value: '6' }] },
    { name: 'bpf_attach_type', size: 4, signed: false, values: [{ name: 'BPF_TRACE_FENTRY', value: '24' }] },
  ],
  typedefs: [],
  tracepoints: [],
  rawTracepoints: [],
  syscalls: [],
  data: [],
  config: {},
  modules: [],
  notes: [],
};
const kernel = snapshotKernel(snapshot);

test('a helper and an attach type are found by their names', () => {
  expect(bpfConstant(kernel, 'helper', 'trace_printk')?.value).toBe('6');
  expect(bpfConstant(kernel, 'attach', 'TRACE_FENTRY')?.value).toBe('24');
});

test('a constant of another enum is none of this one', () => {
  expect(bpfConstant(kernel, 'attach', 'FUNC_trace_printk')).toBeUndefined();
});

test('helpers are known where their enum was read, and link types are not', () => {
  expect([knowsBpfEnum(kernel, 'helper'), knowsBpfEnum(kernel, 'link')]).toEqual([true, false]);
});

test('an LSM hook is the function a program on it is attached to', () => {
  expect(lsmHook(kernel, 'file_open')?.name).toBe('bpf_lsm_file_open');
  expect(lsmHook(kernel, 'verify_prog')).toBeUndefined();
});

test('the names of all LSM hooks are without the functions beside them', () => {
  expect(lsmHookNames(kernel)).toEqual(['bprm_check_security', 'file_open']);
});

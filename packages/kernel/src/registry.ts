import type { KernelSource } from './kernel-source';
import { availableFilterFunctions } from './sources/available-filter-functions';
import { btf } from './sources/btf';
import { config } from './sources/config';
import { eventFormats } from './sources/event-formats';
import { kallsyms } from './sources/kallsyms';
import { kprobeBlacklist } from './sources/kprobe-blacklist';
import { systemMap } from './sources/system-map';
import { vmlinux } from './sources/vmlinux';
import { vmlinuz } from './sources/vmlinuz';

/** All sources, in the order they are asked whether a file is theirs. */
export const kernelSources: readonly KernelSource[] = [
  vmlinuz,
  vmlinux,
  btf,
  systemMap,
  kallsyms,
  config,
  availableFilterFunctions,
  kprobeBlacklist,
  eventFormats,
];

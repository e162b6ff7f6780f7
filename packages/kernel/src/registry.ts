import { deb } from './archives/deb';
import { rpm } from './archives/rpm';
import { tar } from './archives/tar';
import type { KernelSource } from './kernel-source';
import type { KernelArchive } from './kernel-tree';
import { availableFilterFunctions } from './sources/available-filter-functions';
import { btf } from './sources/btf';
import { capture } from './sources/capture';
import { config } from './sources/config';
import { eventFormats } from './sources/event-formats';
import { kallsyms } from './sources/kallsyms';
import { kprobeBlacklist } from './sources/kprobe-blacklist';
import { kernelModule } from './sources/module';
import { systemMap } from './sources/system-map';
import { vmlinux } from './sources/vmlinux';
import { vmlinuxH } from './sources/vmlinux-h';
import { vmlinuz } from './sources/vmlinuz';

/** All sources, in the order they are asked whether a file is theirs. */
export const kernelSources: readonly KernelSource[] = [
  capture,
  vmlinuz,
  kernelModule,
  vmlinux,
  btf,
  vmlinuxH,
  systemMap,
  kallsyms,
  config,
  availableFilterFunctions,
  kprobeBlacklist,
  eventFormats,
];

/** All kinds of files that hold others, in the order they are asked whether a file is theirs. */
export const kernelArchives: readonly KernelArchive[] = [deb, rpm, tar];

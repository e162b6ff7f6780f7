import type { SurfacePart } from '@tracefit/model';

/** What each part of a kernel's surface is called in a report, in the order they are shown. */
export const partWords: Readonly<Record<SurfacePart, string>> = {
  functions: 'functions',
  structs: 'structs and unions',
  enums: 'enums',
  typedefs: 'typedefs',
  tracepoints: 'tracepoints',
  raw_tracepoints: 'raw tracepoints',
  syscalls: 'system calls',
  lsm_hooks: 'LSM hooks',
  kfuncs: 'kfuncs',
  helpers: 'BPF helpers',
  config: 'build configuration',
};

export const diffParts = Object.keys(partWords) as readonly SurfacePart[];

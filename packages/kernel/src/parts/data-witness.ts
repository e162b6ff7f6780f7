/**
 * A variable every kernel has. Without CONFIG_KALLSYMS_ALL the list of symbols leaves out variables, except a few (per-CPU ones,
 * those of sections that are executable); where this one is listed, all are.
 */
export const DATA_WITNESS = 'linux_banner';

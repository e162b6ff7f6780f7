import type { KernelSnapshot, Topic } from '@tracefit/model';

/** Where the kernels of a store come from: `schemas/catalog.schema.json`. */
export interface Catalog {
  /** The name of the store's file, which lies beside the catalogue. */
  readonly store: string;
  /** In the order of the store. */
  readonly kernels: readonly CatalogKernel[];
}

export interface CatalogKernel {
  readonly id: string;
  readonly version: string;
  readonly arch: string;
  readonly flavour?: string;
  readonly buildId?: string;
  /** The version of tracefit that read it. */
  readonly tool: string;
  readonly sources: readonly CatalogSource[];
  readonly read: CatalogCounts;
  readonly complete: readonly Topic[];
}

/** A file a kernel was read from. */
export interface CatalogSource {
  /** Without directories. */
  readonly file: string;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
  readonly package?: string;
  readonly packageVersion?: string;
  /** When the distribution made the package, `YYYY-MM-DD`, as the package says. */
  readonly date?: string;
}

/** How many things of each kind were read; `functions` and `prototypes` count names that have any. */
export type CatalogCounts = Readonly<
  Record<
    | 'functions'
    | 'prototypes'
    | 'structs'
    | 'enums'
    | 'typedefs'
    | 'tracepoints'
    | 'rawTracepoints'
    | 'syscalls'
    | 'data'
    | 'config'
    | 'modules',
    number
  >
>;

/** The catalogue's entry of a kernel. */
export function catalogKernel(
  snapshot: KernelSnapshot,
  sources: readonly CatalogSource[],
  tool: string,
): CatalogKernel {
  const { id, version, arch, flavour, buildId } = snapshot.identity;
  return {
    id,
    version,
    arch,
    ...(flavour === undefined ? {} : { flavour }),
    ...(buildId === undefined ? {} : { buildId }),
    tool,
    sources,
    read: {
      functions: snapshot.functions.filter(({ symbols }) => symbols !== undefined && symbols.length > 0).length,
      prototypes: snapshot.functions.filter(({ protos }) => protos !== undefined && protos.length > 0).length,
      structs: snapshot.structs.length,
      enums: snapshot.enums.length,
      typedefs: snapshot.typedefs.length,
      tracepoints: snapshot.tracepoints.length,
      rawTracepoints: snapshot.rawTracepoints.length,
      syscalls: snapshot.syscalls.length,
      data: snapshot.data.length,
      config: Object.keys(snapshot.config).length,
      modules: snapshot.modules.length,
    },
    complete: snapshot.complete,
  };
}

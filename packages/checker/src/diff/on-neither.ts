import type { Dependency, DependencyKind, Kernel, SurfaceDiff, SurfacePart } from '@tracefit/model';

interface Lookup {
  readonly part: SurfacePart;
  readonly has: (kernel: Kernel, name: string) => boolean;
}

/** What can be looked up by the name that a dependency has. */
const lookups: { readonly [kind in DependencyKind]?: Lookup } = {
  function: { part: 'functions', has: (kernel, name) => kernel.func(name) !== undefined },
  tracepoint: {
    part: 'tracepoints',
    has: (kernel, name) => kernel.tracepoint(name.replace(/:.*/s, ''), name.replace(/^[^:]*:/, '')) !== undefined,
  },
  raw_tracepoint: { part: 'raw_tracepoints', has: (kernel, name) => kernel.rawTracepoint(name) !== undefined },
  syscall: { part: 'syscalls', has: (kernel, name) => kernel.syscall(name) !== undefined },
  kfunc: { part: 'kfuncs', has: (kernel, name) => kernel.kfunc(name) !== undefined },
};

/** So many names are told. */
const mostNames = 5;

/** What definitions rely on and neither kernel is known to have: there is no difference, and nothing is fine. */
export function onNeither(
  dependencies: readonly Dependency[],
  kernels: readonly [Kernel, Kernel],
): SurfaceDiff['notCompared'] {
  const missing = new Map<SurfacePart, Set<string>>();
  for (const { kind, name, optional } of dependencies) {
    const lookup = lookups[kind];
    if (!lookup || optional || /[*?[]/.test(name) || kernels.some((kernel) => lookup.has(kernel, name))) continue;
    missing.set(lookup.part, (missing.get(lookup.part) ?? new Set()).add(name));
  }
  return [...missing].map(([part, names]) => {
    const more = names.size - mostNames;
    const told = `${[...names].slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return { part, reason: `seen on neither kernel, though relied on: ${told}` };
  });
}

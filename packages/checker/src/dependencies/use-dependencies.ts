import { printType, type Use } from '@tracefit/model';
import type { Site } from '../hooks/site';
import { baseDependency } from './base-dependency';
import { memberDependencies } from './member-dependencies';
import type { Relied } from './relied';

/** What one use of a probe relies on, with the declarations of the site's kernel. */
export function useDependencies(site: Site, use: Use): readonly Relied[] {
  const { span } = use;
  switch (use.kind) {
    case 'value': {
      const base = baseDependency(site, use.base, use.baseSpan);
      return [...(base ? [base] : []), ...memberDependencies(site, use)];
    }
    case 'raw_offset': {
      const base = baseDependency(site, use.base, span);
      const chain = use.offsets
        .map((offset) => `${offset < 0 ? '-' : '+'}0x${Math.abs(offset).toString(16)}`)
        .join(' ');
      return [...(base ? [base] : []), { kind: 'offset', name: `${base?.name ?? 'a value'} ${chain}`, span }];
    }
    case 'type': {
      const name = printType(use.type);
      if (use.path === undefined || use.path.length === 0) return [{ kind: 'type', name, span }];
      return [{ kind: 'member', name: `${name}.${use.path.join('.')}`, span }];
    }
    case 'symbol':
      return [{ kind: 'symbol', name: use.name, span }];
    case 'enumval': {
      // A name with a number of its own need not be the kernel's.
      const isKernels = use.value === undefined && use.compiled === undefined;
      return isKernels || site.kernel.enumValues(use.name).length > 0
        ? [{ kind: 'constant', name: use.name, span }]
        : [];
    }
    case 'core_relo':
      return [{ kind: 'relocation', name: use.name, span }];
    case 'ksym':
      return [{ kind: use.call ? 'kfunc' : 'symbol', name: use.name, span }];
    default:
      return [];
  }
}

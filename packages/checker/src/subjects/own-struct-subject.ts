import type { CType, Guard, PathStep, Probe, RawOffsetUse, StructDef, ValueUse } from '@tracefit/model';
import type { Site } from '../hooks/site';
import { walkPath } from '../paths/walk';
import { isNamed, isOwnStruct, pointedStruct } from '../types/scope';
import { startTypes } from './field-subject';
import { offsetSubject } from './offset-subject';
import type { Subject } from './subject';

/**
 * The members of a chain that are read where a struct of the script's own has them, which lies over one of the kernel's: a copy of it under
 * its name, or a part of it under another.
 */
export function ownStructSubject(probe: Probe, use: ValueUse, guards: readonly Guard[]): Subject {
  return {
    on: 'raw_offset',
    span: use.span,
    guards,
    judge: (site, rules) =>
      ownReads(site, use).flatMap((ways) => {
        const judged = ways.map((read) => offsetSubject(probe, read, guards).judge(site, rules));
        // Which way a struct is written in can depend on the kernel: one that fits will do.
        const isFine = (outcomes: (typeof judged)[number]) =>
          !outcomes.some(({ outcome }) => outcome.kind === 'breaks');
        return judged.find(isFine) ?? judged[0] ?? [];
      }),
  };
}

/** For every member that is read of a struct of the script's own, the ways in which it is written. */
function ownReads(site: Site, use: ValueUse): readonly (readonly RawOffsetUse[])[] {
  if (site.file.declared.length === 0) return [];
  return use.path.flatMap((step, at): readonly (readonly RawOffsetUse[])[] => {
    if (step.kind !== 'member') return [];
    const before = use.path.slice(0, at);
    const written = ownStructsAt(site, use, before).filter(({ members }) =>
      members.some(({ name }) => name === step.name),
    );
    const under = written.length > 0 ? kernelsValue(site, use, before) : undefined;
    if (!under) return [];
    const read = { ...under, kind: 'raw_offset', offsets: [0], size: 0, name: step.name, span: step.span } as const;
    return [written.map((through) => ({ ...read, through }))];
  });
}

/** The script's own struct that a chain leads into, as often as it is written. */
function ownStructsAt(site: Site, use: ValueUse, path: readonly PathStep[]): readonly StructDef[] {
  const type = typeAt(site, use, path);
  const struct = type && pointedStruct(site.scope, { kind: 'ptr', to: type });
  if (!struct) return [];
  return site.file.declared.filter((def) => def.kind === struct.kind && def.name === struct.name);
}

function typeAt(site: Site, use: ValueUse, path: readonly PathStep[]): CType | undefined {
  const starts = startTypes(site, use);
  const [start, ...others] = starts.kind === 'known' ? starts.value : [];
  if (!start || others.length > 0) return undefined;
  const end = walkPath(site.scope, start, path);
  return end.kind === 'reached' ? end.type : undefined;
}

/** The same value as the kernel has it, without what the script casts it to; nothing where the kernel does not tell, or tells the same. */
function kernelsValue(
  site: Site,
  { base, expected, baseSpan, span }: ValueUse,
  path: readonly PathStep[],
): Pick<RawOffsetUse, 'base' | 'path'> | undefined {
  const said = expected?.by === 'string' ? undefined : expected?.type;
  const steps = path.at(-1)?.kind === 'cast' ? path.slice(0, -1) : path;
  if (steps.some(({ kind }) => kind === 'cast' || kind === 'index')) return undefined;
  const from = said && !isOwnStruct(site.scope, said) ? ({ kind: 'typed', type: said } as const) : base;
  const type = typeAt(site, { kind: 'value', base: from, path: [], baseSpan, span }, steps);
  const struct = type && pointedStruct({ kernel: site.kernel, declared: [] }, type);
  if (!struct || !isNamed({ kernel: site.kernel, declared: [] }, struct)) return undefined;
  return { base: from, ...(steps.length > 0 ? { path: steps } : {}) };
}

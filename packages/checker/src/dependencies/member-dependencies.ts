import { printType, type CType, type ValueUse } from '@tracefit/model';
import type { Site } from '../hooks/site';
import { printInside, walkPath } from '../paths/walk';
import { startTypes } from '../subjects/field-subject';
import { resolveType } from '../types/scope';
import type { Relied } from './relied';

/** The members that a value is followed through, each in the struct it lies in; those of the definition's own structs not. */
export function memberDependencies(site: Site, use: ValueUse): readonly Relied[] {
  const starts = startTypes(site, use);
  const [start] = starts.kind === 'known' ? starts.value : [];
  return use.path.flatMap((step, at): readonly Relied[] => {
    if (step.kind === 'cast')
      return [{ kind: 'type', name: printType(withoutPointers(site, step.type)), span: step.span }];
    if (step.kind !== 'member') return [];
    const inside = start && reached(site, start, use, at);
    const type = start && reached(site, start, use, at + 1);
    const struct = inside && withoutPointers(site, inside);
    if (struct && isDeclared(site, struct)) return [];
    const name = `${struct ? printInside(struct) : '(not known)'}.${step.name}`;
    return [{ kind: 'member', name, span: step.span, ...(type && { declaration: printType(type, step.name) }) }];
  });
}

function reached(site: Site, start: CType, use: ValueUse, steps: number): CType | undefined {
  const end = walkPath(site.scope, start, use.path.slice(0, steps));
  return end.kind === 'reached' ? end.type : undefined;
}

function withoutPointers(site: Site, type: CType): CType {
  let at = resolveType(site.scope, type);
  for (let depth = 0; depth < 4 && (at.kind === 'ptr' || at.kind === 'array'); depth++) {
    at = resolveType(site.scope, at.kind === 'ptr' ? at.to : at.of);
  }
  return at;
}

function isDeclared({ scope }: Site, type: CType): boolean {
  return 'name' in type && scope.declared.some((def) => def.kind === type.kind && def.name === type.name);
}

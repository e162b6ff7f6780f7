import { parseCDecl, printType, type LockedThing, type Probe, type Use } from '@tracefit/model';
import type { LockedChange } from '@tracefit/rules';
import { useDependencies } from '../dependencies/use-dependencies';
import { known } from '../fact';
import type { Site } from '../hooks/site';
import { subject, type Subject } from './subject';

/** What a place of a locked definition relies on, held against the lock. */
export function lockedSubject(probe: Probe, use: Use, locked: readonly LockedThing[]): Subject {
  return subject({
    on: 'locked',
    span: use.span,
    guards: use.guards ?? [],
    given: (site) => ({ probe, span: use.span, tool: site.file.tool }),
    sightings: (site) =>
      known([{ facts: { changes: () => known(changesOn(site, use, locked)) }, seen: () => undefined }]),
  });
}

/** What is not there any more is told by other rules. */
function changesOn(site: Site, use: Use, locked: readonly LockedThing[]): readonly LockedChange[] {
  return useDependencies(site, use).flatMap(({ kind, name, declaration }): readonly LockedChange[] => {
    const was = locked.find((each) => each.kind === kind && each.name === name)?.declaration;
    if (was === undefined || declaration === undefined || isAlike(was, declaration)) return [];
    return [{ thing: `${kind.replace('_', ' ')} ${name}`, was, is: declaration }];
  });
}

/** Another name alone is no other thing, unless it is a number that only its name tells the meaning of. */
function isAlike(was: string, is: string): boolean {
  if (was === is) return true;
  const [before, after] = [declared(was), declared(is)];
  if (!before || !after || before.type !== after.type) return false;
  return before.name === after.name || /[*(]/.test(before.type);
}

function declared(text: string): { readonly name: string; readonly type: string } | undefined {
  const { decl } = parseCDecl(text);
  return decl && { name: decl.name, type: printType(decl.type) };
}

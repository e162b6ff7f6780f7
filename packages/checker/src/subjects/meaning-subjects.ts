import type { Guard, Kernel, Probe, Span, Use } from '@tracefit/model';
import type { MeaningFit } from '@tracefit/rules';
import { argumentOfRegister } from '../abi/argument-registers';
import { known } from '../fact';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { hasVersion, isSince } from '../kernel-order';
import type { Note } from '../notes/note';
import { notes } from '../notes/notes';
import { spellBase } from '../spelling';
import { subject, type Subject } from './subject';

/** A use that a note is about. */
interface Noted {
  readonly note: Note;
  readonly span: Span;
  readonly guards: readonly Guard[];
  readonly what: (site: Site) => string;
  /** The script calls it by what it was. */
  readonly isNamedSo?: boolean;
}

/** What a probe relies on that is known to have changed without a signature that shows it. */
export function meaningSubjects(probe: Probe): readonly Subject[] {
  return notes.flatMap((note) => notedIn(probe, note).map((noted) => meaningSubject(probe, noted)));
}

function meaningSubject(probe: Probe, noted: Noted): Subject {
  const { note, span, guards, what } = noted;
  return subject({
    on: 'meaning',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      tool: site.file.tool,
      what: what(site),
      of: note.of.kind,
      before: note.before,
      now: note.now,
      source: `Linux ${note.since}, commit ${note.commit}`,
      advice: note.fix,
    }),
    sightings: (site) =>
      known([
        {
          facts: { fit: () => known(meaningFit(site, noted)) },
          seen: () => (hasChanged(site.kernel, note) ? note.now : note.before),
        },
      ]),
  });
}

function meaningFit(site: Site, { note, isNamedSo }: Noted): MeaningFit {
  const { kernel, reference } = site;
  // A function that is not there is told by others.
  const isThere = note.of.kind === 'member' || note.of.kind === 'constant' || site.protos().kind === 'known';
  const changed = hasChanged(kernel, note);
  const { writtenFor } = reference;
  if (!isThere || !hasVersion(kernel)) return { kind: 'same' };
  if (note.of.kind === 'function') return changed ? { kind: 'changed', isCertain: true } : { kind: 'same' };
  if (writtenFor)
    return hasChanged(writtenFor, note) === changed ? { kind: 'same' } : { kind: 'changed', isCertain: true };
  if (!changed) return { kind: 'same' };
  if (isNamedSo === true) return { kind: 'changed', isCertain: true };
  const isSplit = reference.targets.some((target) => !hasChanged(target, note));
  return isSplit ? { kind: 'changed', isCertain: false } : { kind: 'same' };
}

function hasChanged(kernel: Kernel, { since }: Note): boolean {
  return isSince(kernel, since);
}

function notedIn(probe: Probe, note: Note): readonly Noted[] {
  const { of } = note;
  const isAtEntry = hookOf(probe.attach.kind) === 'function';
  switch (of.kind) {
    case 'function': {
      const { name, span } = probe.attach;
      return isAtEntry && name === of.func ? [{ note, span, guards: [], what: () => `\`${name}\`` }] : [];
    }
    case 'argument':
      if (!isAtEntry || probe.attach.name !== of.func) return [];
      return probe.uses.flatMap((use) => argumentNoted(note, of, use));
    case 'member':
      return probe.uses.flatMap((use) => memberNoted(note, of, use));
    case 'constant':
      if (probe.uses.some((use) => use.kind === 'enumval' && use.name === of.beside)) return [];
      return probe.uses.flatMap((use) => {
        if (use.kind !== 'enumval' || use.name !== of.name) return [];
        return [{ note, span: use.span, guards: use.guards ?? [], what: () => `\`${of.name}\`` }];
      });
  }
}

function argumentNoted(note: Note, of: Extract<Note['of'], { kind: 'argument' }>, use: Use): readonly Noted[] {
  if (use.kind !== 'value') return [];
  const { base } = use;
  const index =
    base.kind === 'arg' ? base.index : base.kind === 'register' ? argumentOfRegister('x86_64', base.name) : undefined;
  if (index !== of.index) return [];
  const isNamedSo = note.names?.includes(use.expected?.name ?? '') === true;
  const what = (site: Site) => `\`${spellBase(site.file.tool, base)}\` of \`${of.func}\``;
  return [{ note, span: use.baseSpan, guards: use.guards ?? [], what, isNamedSo }];
}

/** Names of members that a note is about are of one struct only, so that the way there need not be followed. */
function memberNoted(note: Note, of: Extract<Note['of'], { kind: 'member' }>, use: Use): readonly Noted[] {
  const what = () => `\`${of.member}\` of \`struct ${of.struct}\``;
  const guards = use.guards ?? [];
  if (use.kind === 'value') {
    const step = use.path.find((each) => each.kind === 'member' && each.name === of.member);
    return step ? [{ note, span: step.span, guards, what }] : [];
  }
  const isIt =
    use.kind === 'core_relo' && new RegExp(`^struct ${of.struct}(?:___\\w+)?\\.${of.member}$`).test(use.name);
  return isIt ? [{ note, span: use.span, guards, what }] : [];
}

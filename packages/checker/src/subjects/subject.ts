import type { Guard, Span } from '@tracefit/model';
import {
  fillMessage,
  type Details,
  type FactOf,
  type Rule,
  type RuleOn,
  type SubjectKind,
  type Subjects,
} from '@tracefit/rules';
import type { Fact } from '../fact';
import { underGuards } from '../guards/under-guards';
import type { Site } from '../hooks/site';

/** What one kernel shows of a subject: its facts, each worked out when asked for. */
export interface Sighting<On extends SubjectKind> {
  readonly facts: { readonly [Name in FactOf<On>]: () => Fact<Subjects[On]['facts'][Name]> };
  /** What it is there, in one line of C, for evidence. */
  readonly seen: () => string | undefined;
}

/** A thing of a probe that rules are about, before any kernel is looked at. */
export interface SubjectDefinition<On extends SubjectKind> {
  readonly on: On;
  readonly span: Span;
  readonly guards: readonly Guard[];
  /** What is named in several places is told at the first of them. */
  readonly key?: string;
  readonly given: (site: Site) => Subjects[On]['given'];
  /** Usually one; several where an attach point matches several functions. */
  readonly sightings: (site: Site) => Fact<readonly Sighting<On>[]>;
}

/** What a rule said of a subject on one kernel. */
export interface Said {
  readonly message: string;
  readonly place: Span;
  readonly details: Details;
}

/** How a rule judges a subject on one kernel. */
export type Outcome =
  | { readonly kind: 'moot' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'fits'; readonly seen: () => string | undefined }
  | { readonly kind: 'breaks'; readonly said: readonly Said[]; readonly seen: () => string | undefined };

/** A subject whose kind no longer matters: rules can be tried on it. */
export interface Subject {
  readonly on: SubjectKind;
  readonly span: Span;
  readonly guards: readonly Guard[];
  /** Of subjects of one kind and key under the same guards only the first is told. */
  readonly key?: string;
  /** What the rules among `rules` that are about this kind of subject say of it on a kernel. */
  readonly judge: (site: Site, rules: readonly Rule[]) => readonly { readonly rule: Rule; readonly outcome: Outcome }[];
}

export function subject<On extends SubjectKind>(definition: SubjectDefinition<On>): Subject {
  const isMine = (rule: Rule): rule is Rule & RuleOn<On> => rule.on === definition.on;
  return {
    on: definition.on,
    span: definition.span,
    guards: definition.guards,
    ...(definition.key === undefined ? {} : { key: definition.key }),
    judge: (anywhere, rules) => {
      const mine = rules.filter(isMine);
      if (mine.length === 0) return [];
      const site = underGuards(anywhere, definition.guards);
      const sightings = definition.sightings(site);
      if (sightings.kind !== 'known') return mine.map((rule) => ({ rule, outcome: sightings }));
      const given = definition.given(site);
      return mine.map((rule) => ({
        rule,
        outcome: agree(
          site,
          sightings.value.map((sighting) => judgeOne<On>(rule, given, sighting)),
        ),
      }));
    },
  };
}

function judgeOne<On extends SubjectKind>(
  rule: RuleOn<On>,
  given: Subjects[On]['given'],
  sighting: Sighting<On>,
): Outcome {
  const facts: Partial<Subjects[On]['facts']> = {};
  let reason: string | undefined;
  for (const need of rule.needs) {
    const fact = sighting.facts[need]();
    if (fact.kind === 'moot') return fact;
    if (fact.kind === 'unknown') reason ??= fact.reason;
    else facts[need] = fact.value;
  }
  if (reason !== undefined) return { kind: 'unknown', reason };
  const said: Said[] = [];
  // Only the facts the rule needs are there: it cannot read another, defineRule sees to that.
  const whole = { ...given, ...facts } as Subjects[On]['given'] & Subjects[On]['facts'];
  rule.check(whole, (message, place, values, details = {}) => {
    said.push({ message: fillMessage(rule.messages[message] ?? message, values), place, details });
  });
  const { seen } = sighting;
  return said.length > 0 ? { kind: 'breaks', said, seen } : { kind: 'fits', seen };
}

/** One answer for all functions of an attach point: theirs, if they agree. */
function agree(site: Site, outcomes: readonly Outcome[]): Outcome {
  const [first, ...others] = outcomes.filter((outcome) => outcome.kind !== 'moot');
  if (!first) return { kind: 'moot' };
  const key = answerKey(first);
  if (others.every((other) => answerKey(other) === key)) return first;
  const unknown = outcomes.find((outcome) => outcome.kind === 'unknown');
  const reason = `the functions that \`${site.probe.attach.name}\` stands for differ in what is read here`;
  return unknown ?? { kind: 'unknown', reason };
}

function answerKey(outcome: Outcome): string {
  return outcome.kind === 'breaks'
    ? outcome.said.map((said) => `${said.place.start} ${said.message}`).join('\n')
    : outcome.kind;
}

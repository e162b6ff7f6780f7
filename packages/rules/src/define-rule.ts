import type { Candidate, Effect, Severity, Span } from '@tracefit/model';
import type { Values } from './message';
import type { FactOf, SubjectKind, Subjects } from './subjects';

/** What a rule may say beside its message. */
export interface Details {
  /** What the script takes the thing for, in one line. */
  readonly expected?: string;
  /** The kernels where it is that, if the expectation comes from one. */
  readonly expectedOn?: readonly string[];
  /** What the thing is on this kernel, in one line; without it the subject speaks for itself. */
  readonly actual?: string;
  /** What to do, in one sentence; without it, the rule's `help`. */
  readonly fix?: string;
  /** What to write at the place: `to` in place of `from`; only where that is sure to be right on this kernel. */
  readonly edit?: { readonly from: string; readonly to: string };
  /** Replacements, best first. */
  readonly candidates?: readonly Candidate[];
  /** Where the tool's own behaviour makes it better or worse than the rule says. */
  readonly severity?: Severity;
  readonly effect?: Effect;
  /** Nothing says what the script means, and the kernels do not agree: which of them it is right on is not known. */
  readonly undecided?: true;
}

/**
 * Says that the thing at `place` is wrong on this kernel. Findings are put together over all kernels by their message,
 * so its values come from the script; what differs from kernel to kernel belongs in the details.
 */
export type Reporter<Messages extends Readonly<Record<string, string>>> = <Key extends keyof Messages & string>(
  message: Key,
  place: Span,
  values: Values<Messages[Key]>,
  details?: Details,
) => void;

/** What a rule sees of its subject: what the script says, and the facts of the kernel the rule named in `needs`. */
export type SeenSubject<On extends SubjectKind, Need extends FactOf<On>> = Subjects[On]['given'] &
  Readonly<Pick<Subjects[On]['facts'], Need>>;

/**
 * One way in which a trace can fail to fit a kernel. It knows nothing but the subject it is given and the facts it
 * asked for: no look-ups, no options, no state, no loops over kernels.
 */
export interface RuleDefinition<
  On extends SubjectKind,
  Need extends FactOf<On>,
  Messages extends Readonly<Record<string, string>>,
> {
  /** The thing first, then what happened to it: `function-missing`. Keeps its meaning for ever. */
  readonly id: string;
  /** What is wrong, as a statement of fact. */
  readonly title: string;
  readonly severity: Severity;
  readonly effect: Effect;
  /** It tells what could be better, not what is wrong, and is run only where it is asked for. */
  readonly advice?: true;
  /** What the rule is about; `check` is called for each such thing of a probe, on each kernel. */
  readonly on: On;
  /** The facts `check` reads. Where a kernel lacks one, the checker answers `unknown` and does not ask the rule. */
  readonly needs: readonly Need[];
  /** The texts, with `{holes}`. */
  readonly messages: Messages;
  /** What to do where nothing better is known: one sentence. */
  readonly help: string;
  readonly check: (subject: SeenSubject<On, Need>, report: Reporter<Messages>) => void;
}

/** A rule about one kind of subject, whatever its facts and messages are. */
export interface RuleOn<On extends SubjectKind> {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly advice?: true;
  readonly on: On;
  readonly needs: readonly FactOf<On>[];
  readonly messages: Readonly<Record<string, string>>;
  readonly help: string;
  readonly check: (
    subject: Subjects[On]['given'] & Readonly<Subjects[On]['facts']>,
    report: (
      message: string,
      place: Span,
      values: Readonly<Record<string, string | number>>,
      details?: Details,
    ) => void,
  ) => void;
}

/** Any rule. */
export type Rule = { readonly [On in SubjectKind]: RuleOn<On> }[SubjectKind];

/** Makes a rule; the compiler holds `check` against `needs` and against the holes of `messages`. */
export function defineRule<
  const On extends SubjectKind,
  const Need extends FactOf<On>,
  const Messages extends Readonly<Record<string, string>>,
>(rule: RuleDefinition<On, Need, Messages>): RuleDefinition<On, Need, Messages> {
  return rule;
}

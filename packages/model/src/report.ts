import type { KernelIdentity } from './kernel-facts';
import type { SourceLine } from './span';

export type Verdict = 'fits' | 'breaks' | 'unknown';
export type Severity = 'error' | 'warning' | 'info';

/**
 * What happens to the person who runs the definition: `wrong-data` (runs and prints nonsense), `never-fires`,
 * `incomplete` (fires for some calls only), `will-not-load`.
 */
export type Effect = 'wrong-data' | 'never-fires' | 'incomplete' | 'will-not-load' | 'none';

/** A place in a file, counted from 1; `length` in UTF-16 units on that line. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** What was seen on some kernels, in one line of C or prose. */
export interface Evidence {
  /** `expected`: what the definition takes it for; `actual`: what it is on `targets`; `elsewhere`: where it fits. */
  readonly kind: 'expected' | 'actual' | 'elsewhere';
  readonly text: string;
  readonly targets: readonly string[];
}

/** What a function is declared as, in C. */
export interface Prototype {
  readonly text: string;
  readonly targets: readonly string[];
}

/** A replacement for a missing thing, best first; `score` from 0 to 1. */
export interface Candidate {
  readonly name: string;
  readonly score: number;
}

/** A place of a file and the text that corrects it; on one line. */
export interface Edit extends Place {
  readonly text: string;
}

/** Who lets a finding be, and why. */
export interface Suppression {
  readonly by: 'comment' | 'config' | 'baseline';
  /** As its author wrote it; empty where none was given. */
  readonly reason: string;
  readonly file: string;
  readonly line: number;
}

/** What would be a finding, had nobody allowed it. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly suppression: Suppression;
}

/** A suppression that did nothing: no finding was there for it, its day is over, or there is no such rule. */
export interface StaleSuppression extends Suppression {
  readonly kind: 'unused' | 'expired' | 'unknown-rule';
  readonly rule: string;
}

/** One thing that is wrong, stored once with every kernel it holds on. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  /** One sentence without a kernel's name in it. */
  readonly message: string;
  readonly file: string;
  /** Where the file is a compiled one and the line is that of its source. */
  readonly source?: SourceLine;
  /** The attach point it belongs to, `KIND:NAME`. */
  readonly probe: string;
  readonly targets: readonly string[];
  /** It cannot be right on all of its kernels, and on which it is cannot be told: the verdict of each stays `unknown`. */
  readonly undecided?: true;
  readonly evidence: readonly Evidence[];
  /** What the function it attaches to is declared as, on its kernels and on those where it fits; absent where not known. */
  readonly prototypes?: readonly Prototype[];
  /** What to do, one sentence; empty where nothing can be advised. */
  readonly fix: string;
  readonly candidates: readonly Candidate[];
  /** What corrects the file, where that is mechanical and right on every checked kernel. */
  readonly edits?: readonly Edit[];
  /** 12 hex digits that stay the same when lines move. */
  readonly fingerprint: string;
}

/** Something that was not checked, and why; never counted as fitting. */
export interface Unchecked {
  readonly reason: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly probe?: string;
  /** The kernels it holds on; empty: all. */
  readonly targets: readonly string[];
}

export interface ReportProbe {
  readonly attach: { readonly kind: string; readonly name: string; readonly module?: string };
  readonly line: number;
  readonly column: number;
  /** From target id to verdict, every target once. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

export interface ReportProblem extends Place {
  readonly kind: 'syntax' | 'unsupported';
  readonly message: string;
}

export interface ReportFile {
  readonly path: string;
  readonly format: string;
  readonly probes: readonly ReportProbe[];
  readonly problems: readonly ReportProblem[];
}

/** The result of a check, plain data: `schemas/report.schema.json`. Reporters only render it. */
export interface Report {
  readonly tool: { readonly name: 'tracefit'; readonly version: string };
  readonly targets: readonly (KernelIdentity & { readonly notes: readonly string[] })[];
  readonly files: readonly ReportFile[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly staleSuppressions: readonly StaleSuppression[];
  readonly unchecked: readonly Unchecked[];
  readonly summary: {
    readonly files: number;
    readonly probes: number;
    readonly targets: number;
    /** Probe and kernel pairs by verdict. */
    readonly verdicts: Readonly<Record<Verdict, number>>;
    readonly findings: Readonly<Record<Severity, number>>;
    readonly suppressed: number;
    readonly unchecked: number;
    /** Files that were given or found but hold no trace definition. */
    readonly skipped: number;
  };
}

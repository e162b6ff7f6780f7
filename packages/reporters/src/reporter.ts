import type { Report, Severity } from '@tracefit/model';

/** Turns plain words into coloured ones; identity where colour is off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** No colour. */
export const plainStyle: Style = {
  bold: (text) => text,
  dim: (text) => text,
  red: (text) => text,
  yellow: (text) => text,
  green: (text) => text,
  cyan: (text) => text,
};

/** What a rule is about, for forms that bring their own help. */
export interface RuleText {
  /** What is wrong, as a statement of fact. */
  readonly title: string;
  /** Of a finding, where nothing special is said of it. */
  readonly severity: Severity;
  /** What to do where nothing better is known. */
  readonly help: string;
  /** Its page, in Markdown. */
  readonly page: string;
}

export interface RenderOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  /** The text of a checked file, for excerpts; absent for binary definitions. */
  readonly source: (path: string) => string | undefined;
  /** Asked for rules that the report names; absent where the rule is not known. */
  readonly rule?: (id: string) => RuleText | undefined;
}

/** A way of showing a report: a pure function to a string. A reporter is a folder and one line of `registry.ts`. */
export interface Reporter {
  readonly id: string;
  readonly title: string;
  render(report: Report, options: RenderOptions): string;
}

import type { Report } from '@tracefit/model';

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

export interface RenderOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  /** The text of a checked file, for excerpts; absent for binary definitions. */
  readonly source: (path: string) => string | undefined;
}

/** A way of showing a report: a pure function to a string. A reporter is a folder and one line of `registry.ts`. */
export interface Reporter {
  readonly id: string;
  readonly title: string;
  render(report: Report, options: RenderOptions): string;
}

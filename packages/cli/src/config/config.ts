import type { Severity } from '@tracefit/model';

/** What a repository says in its `tracefit.config.yaml`: `schemas/config.schema.json`. */
export interface Config {
  readonly files?: readonly string[];
  readonly ignore?: readonly string[];
  readonly targets?: readonly string[];
  readonly fleets?: Readonly<Record<string, string>>;
  readonly 'written-for'?: string | readonly { readonly files: string; readonly kernel: string }[];
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly suppressions?: readonly ConfigSuppression[];
  readonly stores?: readonly string[];
  readonly 'fail-on'?: 'error' | 'warning' | 'never';
  readonly strict?: boolean;
}

/** Something that is known to be wrong and is let be: `schemas/suppressions.schema.json`. */
export interface ConfigSuppression {
  readonly rule: string;
  readonly reason: string;
  /** A pattern of .gitignore, from the place of the configuration. */
  readonly path?: string;
  /** A target query. */
  readonly target?: string;
  /** `YYYY-MM-DD`, the last day it holds on. */
  readonly expires?: string;
}

/** A configuration and where it is. */
export interface FoundConfig {
  readonly config: Config;
  /** The directory it is in, absolute: its paths are taken from there. */
  readonly directory: string;
  /** Its file as the user would name it. */
  readonly shown: string;
  /** The line of each of its suppressions, from 1. */
  readonly suppressionLines: readonly number[];
}

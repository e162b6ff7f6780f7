import type { Severity } from '@tracefit/model';

/** What a repository says in its `tracefit.config.yaml`: `schemas/config.schema.json`. */
export interface Config {
  readonly files?: readonly string[];
  readonly ignore?: readonly string[];
  readonly targets?: readonly string[];
  readonly fleets?: Readonly<Record<string, string>>;
  readonly 'written-for'?: string | readonly { readonly files: string; readonly kernel: string }[];
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly stores?: readonly string[];
  readonly 'fail-on'?: 'error' | 'warning' | 'never';
  readonly strict?: boolean;
}

/** A configuration and where it is. */
export interface FoundConfig {
  readonly config: Config;
  /** The directory it is in, absolute: its paths are taken from there. */
  readonly directory: string;
  /** Its file as the user would name it. */
  readonly shown: string;
}

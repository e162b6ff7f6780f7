import type { KernelNames } from '../../kernel-names';
import type { Style } from '../../reporter';
import type { SourceLines } from '../../source-lines';

/** What every part of the text report needs. */
export interface TextContext {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  readonly names: KernelNames;
  readonly lines: SourceLines;
}

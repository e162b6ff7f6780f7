import type { ParseProblem, Span, StructDef } from '@tracefit/model';
import type { SpanMaker } from '../span-maker';
import type { Code } from './code';
import { createLowering } from './lower-function';
import { isFlavour } from './own-types';
import { parseUnit } from './parse-unit';
import { preprocess, type PreprocessOptions } from './preprocess';
import { spanInFile, type SourceText } from './source-text';
import type { FunctionNode, Place } from './syntax';

/** C text of a BPF program, read. */
export interface CProgram {
  readonly functions: readonly FunctionNode[];
  /** What a function relies on. */
  readonly code: (name: string) => Code | undefined;
  readonly declared: readonly StructDef[];
  readonly problems: readonly ParseProblem[];
  readonly span: (place: Place) => Span;
}

export interface COptions extends PreprocessOptions {
  /** The text is compiled with the headers of the kernel it runs on, as BCC does. */
  readonly headers: boolean;
}

/** Reads the text of a BPF program as it is compiled where the oracle's answers hold. */
export function readC(source: SourceText, options: COptions, spans: SpanMaker): CProgram {
  const span = ({ start, end }: Place) => spanInFile(source, start, end, spans);
  const { tokens } = preprocess(source.text, options, (start, end) => span({ start, end }));
  const unit = parseUnit(tokens);
  const holes = unit.holes.map((hole): ParseProblem => ({
    kind: 'unsupported',
    message: 'a declaration in the C text is not understood',
    span: span(hole),
  }));
  const inFunctions = unit.functions.flatMap((fn) =>
    fn.holes.map((hole): ParseProblem => ({
      kind: 'unsupported',
      message: `a part of the function \`${fn.name}\` is not understood`,
      span: span(hole),
    })),
  );
  return {
    functions: unit.functions,
    code: createLowering(unit, options.headers, span),
    declared: unit.structs.filter((def) => !isFlavour(def.name)),
    problems: [...holes, ...inFunctions].slice(0, 100),
    span,
  };
}

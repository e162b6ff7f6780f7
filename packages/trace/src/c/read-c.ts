import type { ParseProblem, Span, StructDef } from '@tracefit/model';
import type { Code } from './code';
import { createLowering } from './lower-function';
import { createOwnTypes } from './own-types';
import { parseUnit } from './parse-unit';
import { preprocess, type PreprocessOptions } from './preprocess';
import type { FunctionNode, Place, Unit } from './syntax';
import type { Token } from './tokens';

/** C text of a BPF program, read. */
export interface CProgram {
  readonly functions: readonly FunctionNode[];
  /** Variables that stand for parts of the kernel. */
  readonly externs: Unit['externs'];
  /** Structs whose members are programs. */
  readonly structOps: Unit['structOps'];
  /** What a function relies on. */
  readonly code: (name: string) => Code | undefined;
  readonly declared: readonly StructDef[];
  readonly problems: readonly ParseProblem[];
  /** The types of its maps, `__uint(type, BPF_MAP_TYPE_RINGBUF)`, in capitals. */
  readonly mapTypes: readonly (Place & { readonly type: string })[];
  readonly span: (place: Place) => Span;
}

export interface COptions extends PreprocessOptions {
  /** The text is compiled with the headers of the kernel it runs on, as BCC does. */
  readonly headers: boolean;
}

/** Reads the text of a BPF program as it is compiled where the oracle's answers hold; `span` gives the places of the text. */
export function readC(text: string, options: COptions, span: (place: Place) => Span): CProgram {
  const { tokens } = preprocess(text, options, (start, end) => span({ start, end }));
  const unit = parseUnit(tokens);
  const types = createOwnTypes(unit);
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
    externs: unit.externs,
    structOps: unit.structOps,
    code: createLowering(unit, types, options.headers, span),
    declared: unit.structs.filter((def) => types.isOwn({ kind: def.kind, name: def.name })),
    problems: [...holes, ...inFunctions].slice(0, 100),
    mapTypes: mapTypesIn(tokens),
    span,
  };
}

function mapTypesIn(tokens: readonly Token[]): CProgram['mapTypes'] {
  const found = new Map<string, Place & { readonly type: string }>();
  for (const [at, { text, start, end }] of tokens.entries()) {
    const type = /^BPF_MAP_TYPE_(\w+)$/.exec(text)?.[1];
    const isSaid = tokens[at - 1]?.text === ',' && tokens[at - 2]?.text === 'type' && tokens[at - 4]?.text === '__uint';
    if (type !== undefined && isSaid && !found.has(type)) found.set(type, { type, start, end });
  }
  return [...found.values()];
}

import {
  parseCDecls,
  type CType,
  type EnumDef,
  type ParseProblem,
  type SizeAndAlign,
  type Span,
  type StructDef,
} from '@tracefit/model';

/** What the C definitions of a script say together. */
export interface Definitions {
  readonly structs: readonly StructDef[];
  /** Names of the script's own enums. */
  readonly enumNames: ReadonlySet<string>;
}

export interface DefinitionCollector {
  /** Reads one definition, which may use those before it. */
  add(text: string, span: Span): void;
  read(): Definitions;
  readonly problems: readonly ParseProblem[];
}

const maxProblems = 100;

/** Collects the C definitions of a script one by one; constants they define are added to `constants`. */
export function createDefinitions(constants: Map<string, bigint>): DefinitionCollector {
  const structs: StructDef[] = [];
  const enums: EnumDef[] = [];
  const sizes = new Map<string, SizeAndAlign>();
  const problems: ParseProblem[] = [];
  const sizeOf = (type: CType) => ('name' in type ? sizes.get(keyOf(type)) : undefined);
  return {
    problems,
    add(text, span) {
      const origin = { offset: span.start, line: span.line, column: span.column };
      // As in bpftrace, the semicolon may be missing.
      const found = parseCDecls(`${text.slice(span.start, span.end)};`, { origin, constants, sizeOf });
      for (const def of found.structs) {
        const size = found.sizeOf({ kind: def.kind, name: def.name });
        if (size) sizes.set(keyOf(def), size);
      }
      for (const [name, value] of found.constants) constants.set(name, value);
      structs.push(...found.structs);
      enums.push(...found.enums);
      for (const wrong of found.problems.slice(0, maxProblems - problems.length))
        problems.push({ kind: 'syntax', message: wrong.problem, span: within(wrong.span, span) });
    },
    read: () => ({
      structs,
      enumNames: new Set(enums.map((def) => def.name)),
    }),
  };
}

function keyOf(type: { readonly kind: string; readonly name: string }): string {
  return `${type.kind} ${type.name}`;
}

/** The added semicolon is not part of the script; what is missing at the end is missing from the whole. */
function within(span: Span, outer: Span): Span {
  return span.start < outer.end ? { ...span, end: Math.min(span.end, outer.end) } : outer;
}

import type { ParseProblem, Probe } from '@tracefit/model';
import { spanInFile, type SourceText } from '../../c/source-text';
import type { SpanMaker } from '../../span-maker';
import { givenPoint } from './lost-text';
import type { CallExpr, Expr, Place, Stmt } from './python/syntax';
import { attachMethod } from './run/attach-call';
import { bodiesOf, expressionsOf, walkExpression } from './run/relevance';

/** A script and what the runs through it came by. */
export interface Followed {
  readonly body: readonly Stmt[];
  readonly visited: ReadonlySet<number>;
  readonly spans: SpanMaker;
  /** What is traced is given on the command line. */
  readonly isGiven: boolean;
  /** The lines at which probes were found. */
  readonly lines: ReadonlySet<number>;
}

/** Places that attach and that no run came by, each as a probe of which nothing is known but what stands in its line. */
export function findUnvisited(followed: Followed): readonly Probe[] {
  const { body, visited } = followed;
  const calls = callsIn(body, (node) => attachMethod(node) !== undefined && !visited.has(node.start));
  return [...calls.map((node) => unvisitedCall(node, followed)), ...unvisitedMacros(followed)];
}

function unvisitedCall(node: CallExpr, followed: Followed): Probe {
  const named = node.args.find(({ name, value }) => (name === 'event' || name === 'tp') && value.kind === 'text');
  const method = attachMethod(node) ?? '';
  const reason = 'when the script comes to this call, and what it attaches there, is not understood';
  if (named?.value.kind !== 'text') return unvisited(method, node, reason, followed);
  return unvisited(`${method} ${named.value.value.text}`, node, reason, { ...followed, isGiven: false });
}

/** Macros of BCC that attach, in C text that no run compiled. */
function unvisitedMacros(followed: Followed): readonly Probe[] {
  const { body, lines, spans } = followed;
  return textsIn(body)
    .flatMap((text) =>
      [...text.text.matchAll(attachMacro)].map((match) => ({ text, at: match.index, name: match[1] ?? '' })),
    )
    .flatMap(({ text, at, name }) => {
      const { start, end, line } = spanInFile(text, at, at + name.length, spans);
      if (lines.has(line)) return [];
      return unvisited(
        name,
        { start, end },
        'when this is compiled, and what it attaches to, is not understood',
        followed,
      );
    });
}

const attachMacro =
  /^[ \t]*((?:RAW_TRACEPOINT|TRACEPOINT|LSM|(?:MODULE_)?KRETFUNC|(?:MODULE_)?KFUNC|KMOD_RET)_PROBE)\(/gm;

function unvisited(name: string, { start, end }: Place, reason: string, { spans, isGiven }: Followed): Probe {
  const span = spans(start, end);
  return {
    attach: { kind: 'always', name, span },
    uses: [],
    guards: [{ condition: { kind: 'opaque', text: 'the script gets here' }, span }],
    unknowns: [{ reason: isGiven ? givenPoint : reason, span }],
    span,
  };
}

/** Calls that hand C text to BCC and that no run came by. */
export function findUnmade(
  body: readonly Stmt[],
  visited: ReadonlySet<number>,
  spans: SpanMaker,
): readonly ParseProblem[] {
  return callsIn(body, (node) => isProgram(node) && !visited.has(node.start)).map((node) => ({
    kind: 'unsupported',
    message: 'when the script comes to this program, and what its C text is there, is not understood',
    span: spans(node.start, node.end),
  }));
}

function isProgram({ of }: CallExpr): boolean {
  return (of.kind === 'name' || of.kind === 'member') && of.name === 'BPF';
}

function callsIn(body: readonly Stmt[], is: (node: CallExpr) => boolean): readonly CallExpr[] {
  const calls: CallExpr[] = [];
  visitAll(body, (node) => {
    if (node.kind === 'call' && is(node)) calls.push(node);
  });
  return calls;
}

function textsIn(body: readonly Stmt[]): readonly SourceText[] {
  const texts: SourceText[] = [];
  visitAll(body, (node) => {
    if (node.kind === 'text') texts.push(node.value);
  });
  return texts;
}

function visitAll(body: readonly Stmt[], visit: (node: Expr) => void): void {
  for (const statement of body) {
    for (const expression of expressionsOf(statement)) walkExpression(expression, visit);
    for (const inner of bodiesOf(statement)) visitAll(inner, visit);
  }
}

import type { ParseProblem, Probe } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { CallExpr, Stmt } from './python/syntax';
import { attachMethod } from './run/attach-call';
import { bodiesOf, expressionsOf, walkExpression } from './run/relevance';

/** Calls that attach and that no run came by, each as a probe of which nothing is known but what stands in its line. */
export function findUnvisited(body: readonly Stmt[], visited: ReadonlySet<number>, spans: SpanMaker): readonly Probe[] {
  return callsIn(body, (node) => attachMethod(node) !== undefined && !visited.has(node.start)).map((node): Probe => {
    const span = spans(node.start, node.end);
    const event = node.args.find(
      ({ name, value }) => (name === 'event' || name === 'tp') && value.kind === 'text',
    )?.value;
    const method = attachMethod(node) ?? '';
    return {
      attach: { kind: 'always', name: event?.kind === 'text' ? `${method} ${event.value.text}` : method, span },
      uses: [],
      guards: [{ condition: { kind: 'opaque', text: 'the script gets here' }, span }],
      unknowns: [{ reason: 'when the script comes to this call, and what it attaches there, is not understood', span }],
      span,
    };
  });
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
  const search = (statements: readonly Stmt[]) => {
    for (const statement of statements) {
      for (const expression of expressionsOf(statement)) {
        walkExpression(expression, (node) => {
          if (node.kind === 'call' && is(node)) calls.push(node);
        });
      }
      for (const inner of bodiesOf(statement)) search(inner);
    }
  };
  search(body);
  return calls;
}

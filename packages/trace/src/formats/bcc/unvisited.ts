import type { Probe } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { CallExpr, Stmt } from './python/syntax';
import { attachMethod } from './run/attach-call';
import { bodiesOf, expressionsOf, walkExpression } from './run/relevance';

/** Calls that attach and that no run came by, each as a probe of which nothing is known but what stands in its line. */
export function findUnvisited(body: readonly Stmt[], visited: ReadonlySet<number>, spans: SpanMaker): readonly Probe[] {
  const calls: CallExpr[] = [];
  const search = (statements: readonly Stmt[]) => {
    for (const statement of statements) {
      for (const expression of expressionsOf(statement)) {
        walkExpression(expression, (node) => {
          if (node.kind === 'call' && attachMethod(node) !== undefined && !visited.has(node.start)) calls.push(node);
        });
      }
      for (const inner of bodiesOf(statement)) search(inner);
    }
  };
  search(body);
  return calls.map((node): Probe => {
    const span = spans(node.start, node.end);
    const named = node.args.find(
      ({ name, value }) => (name === 'event' || name === 'tp') && value.kind === 'text',
    )?.value;
    const name =
      named?.kind === 'text' ? `${attachMethod(node) ?? ''} ${named.value.text}` : (attachMethod(node) ?? '');
    return {
      attach: { kind: 'always', name, span },
      uses: [],
      guards: [{ condition: { kind: 'opaque', text: 'the script gets here' }, span }],
      unknowns: [{ reason: 'when the script comes to this call, and what it attaches there, is not understood', span }],
      span,
    };
  });
}

import type { Probe, Use } from '@tracefit/model';
import type { LoweredPoint } from './context';
import { branch, embedded, lowerExpression } from './lower-expression';
import type { Expression, FunctionNode, Piece, Statement } from './syntax-tree';
import { useOf } from './value';
import { addUnknown, type Walk } from './walk';

/** What all code of a script shares. */
export type Surroundings = Pick<Walk, 'span' | 'words' | 'functions'>;

export interface LoweredBody {
  /** It is another one where something else is probed. */
  readonly isOfPlace: boolean;
  readonly uses: readonly Use[];
  readonly unknowns: Probe['unknowns'];
}

/** Lowers the pieces of code that run at a probe point one after the other, with the functions they call. */
export function lowerBodies(
  surroundings: Surroundings,
  point: LoweredPoint,
  bodies: readonly Statement[],
  condition: Expression | undefined,
): LoweredBody {
  const walk = createWalk(surroundings, point);
  if (condition) lowerExpression(walk, condition);
  for (const body of bodies) lowerStatement(walk, body);
  // Functions see nothing of where they are called from, so each is looked at once.
  const inFunctions: Walk = { ...walk, context: 'none', of: '', variables: new Map() };
  for (const name of walk.called) {
    for (const { body } of surroundings.functions.get(name) ?? []) {
      inFunctions.variables.clear();
      lowerStatement(inFunctions, body);
    }
  }
  const read = walk.reads
    .filter(({ extended }) => !extended)
    .flatMap((each): readonly Use[] => {
      const use = useOf(each);
      return use ? [each.guards.length > 0 ? { ...use, guards: each.guards } : use] : [];
    });
  const uses = new Map([...walk.uses, ...read].map((use) => [JSON.stringify(use), use]));
  return {
    uses: [...uses.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    unknowns: walk.unknowns,
    isOfPlace: walk.asksOfProbed.size > 0,
  };
}

function createWalk(surroundings: Surroundings, { attach, context }: LoweredPoint): Walk {
  return {
    ...surroundings,
    context,
    of: attach.wildcard === true ? '' : attach.name,
    reads: [],
    uses: [],
    unknowns: [],
    variables: new Map(),
    guards: [],
    proven: [],
    conditional: 0,
    called: new Set<FunctionNode['name']>(),
    asksOfProbed: new Set(),
  };
}

function lowerStatement(walk: Walk, node: Statement): void {
  switch (node.kind) {
    case 'block':
      for (const each of node.body) lowerStatement(walk, each);
      return;
    case 'if': {
      const { no } = node;
      return branch(walk, node.condition, [
        () => lowerStatement(walk, node.yes),
        no && (() => lowerStatement(walk, no)),
      ]);
    }
    case 'group':
      for (const each of node.expressions) lowerExpression(walk, each);
      walk.conditional++;
      for (const each of node.body) lowerStatement(walk, each);
      walk.conditional--;
      return;
    case 'expression':
      lowerExpression(walk, node.expression);
      return;
    case 'embedded':
      return addUnknown(walk, embedded, node satisfies Piece);
    case 'hole':
      return addUnknown(walk, 'a part of the probe could not be read', node satisfies Piece);
  }
}

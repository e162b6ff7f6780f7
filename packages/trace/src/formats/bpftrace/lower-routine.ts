import type { Span } from '@tracefit/model';
import { castTo } from './follow';
import { addUnknown } from './run';
import { createScope, slotOf, type Scope, type Slot, type WordBinding } from './scope';
import type { Expression, RoutineNode } from './syntax-tree';
import { eitherOf, own, type Value } from './value';
import type { Walk } from './walk';

/** A macro's body in place of its call ("Macros" in docs/language.md): the parameters stand for what was written. */
export function callMacro(walk: Walk, name: string, args: readonly Expression[], span: Span): Value {
  const macro = bestMacro(walk.program.macros.get(name) ?? [], args);
  if (!macro || !mayEnter(walk, name, span)) return own;
  const words = new Map<string, WordBinding>();
  const maps = new Map<string, string>();
  const slots = new Map<string, Slot>();
  for (const [index, parameter] of macro.parameters.entries()) {
    const expression = args[index];
    if (!expression) continue;
    if (parameter.sigil === '@' && expression.kind === 'map') {
      maps.set(parameter.name, walk.scope.maps.get(expression.name) ?? expression.name);
    } else if (parameter.sigil === '$' && expression.kind === 'variable') {
      slots.set(parameter.name, slotOf(walk.scope, expression.name));
    } else if (parameter.sigil === '$') {
      slots.set(parameter.name, { value: walk.rules.expression(walk, expression) });
    } else words.set(parameter.name, { expression, scope: walk.scope, inside: walk.inside });
  }
  const scope = createScope(words, maps);
  for (const [parameter, slot] of slots) scope.slots.set(parameter, slot);
  return lowerBody(walk, name, macro, scope);
}

/** Macros of one name differ by how many parameters they have, and of which kind. */
function bestMacro(macros: readonly RoutineNode[], args: readonly Expression[]): RoutineNode | undefined {
  const score = ({ parameters }: RoutineNode) => {
    const fits = (sigil: string, arg: Expression | undefined) =>
      sigil === (arg?.kind === 'variable' ? '$' : arg?.kind === 'map' && arg.keys.length === 0 ? '@' : '');
    const fitting = parameters.filter(({ sigil }, index) => fits(sigil, args[index])).length;
    return fitting - (parameters.length === args.length ? 0 : 1000);
  };
  return macros.reduce<RoutineNode | undefined>(
    (best, macro) => (best && score(best) >= score(macro) ? best : macro),
    undefined,
  );
}

/** A function's body with its parameters set to what is given. */
export function callFunction(walk: Walk, name: string, args: readonly Expression[], span: Span): Value {
  const routine = walk.program.functions.get(name);
  const given = args.map((arg) => walk.rules.expression(walk, arg));
  if (!routine || !mayEnter(walk, name, span)) return own;
  const scope = createScope();
  for (const [index, parameter] of routine.parameters.entries()) {
    const value = given[index] ?? own;
    const { type } = parameter;
    const declared = type?.type ? castTo(walk.run, value, type.type, type.span, 'declaration') : value;
    scope.slots.set(parameter.name, { value: declared });
  }
  return lowerBody(walk, name, routine, scope);
}

function mayEnter(walk: Walk, name: string, span: Span): boolean {
  if (!walk.inside.has(name)) return true;
  addUnknown(walk.run, `\`${name}\` calls itself`, span);
  return false;
}

function lowerBody(walk: Walk, name: string, routine: RoutineNode, scope: Scope): Value {
  const result = walk.rules.block({ ...walk, scope, inside: new Set([...walk.inside, name]) }, routine.body);
  return scope.returned ? eitherOf(scope.returned, result) : result;
}

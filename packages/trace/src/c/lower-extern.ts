import { own, type Value } from './code';
import type { Place } from './syntax';
import { addUse, type Walk } from './walk';

/** What a name stands for that is a variable of the kernel (`extern .. __ksym`); `undefined` where it is none. */
export function lowerExtern(walk: Walk, name: string, place: Place): Value | undefined {
  const found = walk.unit.externs.find((each) => each.name === name && each.attribute === '__ksym');
  if (!found) return undefined;
  // The address of a weak one is 0 where the kernel does not have it.
  if (!found.weak) addUse(walk, { kind: 'ksym', name, call: false, typed: found.typed, span: walk.span(place) });
  const type = walk.unit.globals.get(name);
  return type ? { type } : own;
}

/** A call of a function of the kernel; `false` where the name is none. Also a weak one must be there to be called. */
export function callExtern(walk: Walk, name: string, place: Place): boolean {
  const found = walk.unit.externs.some((each) => each.name === name && each.attribute === '__ksym');
  if (found) addUse(walk, { kind: 'ksym', name, call: true, typed: true, span: walk.span(place) });
  return found;
}

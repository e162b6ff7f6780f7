import type { MapNode } from './syntax-tree';
import { tupleOf, type Value } from './value';
import type { Walk } from './walk';

/** The name a map has outside of macros. */
export function mapName(walk: Walk, node: MapNode): string {
  return walk.scope.maps.get(node.name) ?? node.name;
}

/** The keys of a map, as one value. */
export function lowerKeys(walk: Walk, node: MapNode): Value | undefined {
  const keys = node.keys.map((key) => walk.rules.expression(walk, key));
  return keys.length > 1 ? tupleOf(keys) : keys[0];
}

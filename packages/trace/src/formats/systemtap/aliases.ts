import { matchesGlob } from '../../match-glob';
import type { AliasNode, ComponentNode, ProbePointNode, Statement } from './syntax-tree';

/** Aliases that stand for aliases deeper than this name each other in a circle. */
const maxDepth = 16;

/** One list of probe points stands for no more than these. */
const maxPoints = 1000;

/** A probe point that is no alias, with the code of the aliases it came from around that of the probe. */
export interface ResolvedPoint {
  readonly point: ProbePointNode;
  /** The point as the probe has it, which may name an alias. */
  readonly written: ProbePointNode;
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
  /** The aliases stand for too much. */
  readonly isCut?: true;
}

/** What a list of probe points stands for, once the aliases of the script are put in. */
export function resolveAliases(
  points: readonly ProbePointNode[],
  aliases: readonly AliasNode[],
): readonly ResolvedPoint[] {
  const found: ResolvedPoint[] = [];
  for (const point of points) resolve(point, point, [], [], 0);
  return found;

  function resolve(
    point: ProbePointNode,
    written: ProbePointNode,
    before: readonly Statement[],
    after: readonly Statement[],
    depth: number,
  ): void {
    const fitting = aliases.flatMap((alias) => {
      const suffix = suffixBehind(point.components, alias.name);
      return suffix ? [{ alias, suffix }] : [];
    });
    // `x.return` is the alias of that name, and `.return` of `x` only where there is none.
    const least = Math.min(...fitting.map(({ suffix }) => suffix.length));
    const meant = fitting.filter(({ suffix }) => suffix.length === least);
    if (meant.length === 0 || depth >= maxDepth || found.length >= maxPoints) {
      const isCut = meant.length > 0 ? { isCut: true as const } : {};
      if (found.length <= maxPoints) found.push({ point, written, before, after, ...isCut });
      return;
    }
    for (const { alias, suffix } of meant) {
      // What an alias does runs around what the probe does, and that of the inner alias farther out.
      const epilogue = alias.isEpilogue ? alias.body : alias.second;
      const around = {
        before: alias.isEpilogue ? before : [alias.body, ...before],
        after: epilogue ? [...after, epilogue] : after,
      };
      for (const inner of alias.points) {
        const next: ProbePointNode = {
          ...inner,
          components: [...inner.components, ...suffix],
          // Where nothing of a sufficient alias is there, stap looks at what follows it.
          optional: inner.optional || point.optional || point.sufficient,
          sufficient: inner.sufficient || (point.sufficient && alias.points.length === 1),
          ...(point.condition ? { condition: point.condition } : {}),
        };
        resolve(next, written, around.before, around.after, depth + 1);
      }
    }
  }
}

/** What follows behind the components of an alias; `undefined` where they are not those of the alias. */
function suffixBehind(
  components: readonly ComponentNode[],
  name: readonly ComponentNode[],
): readonly ComponentNode[] | undefined {
  if (components.length < name.length) return undefined;
  const fits = name.every((part, index) => {
    const given = components[index];
    return (
      given !== undefined && matchesGlob(given.name, part.name) && (part.arg === undefined || given.arg === part.arg)
    );
  });
  return fits ? components.slice(name.length) : undefined;
}

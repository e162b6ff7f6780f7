import type { Condition } from '@tracefit/model';
import { parseScript } from './parse-script';
import { preprocess, type PreprocessOptions } from './preprocess';
import { createReader } from './reader';
import { tapsetArch, type TapsetItem, type TapsetLibrary } from './tapset-library';
import type { AliasNode, ComponentNode, ProbePointNode, Script } from './syntax-tree';

/** Patterns that mean more aliases of the tapset than this are not put in (`syscall.*`). */
const maxMeant = 60;

/** Aliases of one script. */
const maxItems = 400;

/** The aliases of the tapset that a script uses, directly or through each other. */
export interface UsedAliases {
  readonly aliases: readonly AliasNode[];
  /** Why a probe point was not looked up; `undefined` where it was, or is none of the tapset. */
  readonly skipped: (point: ProbePointNode) => string | undefined;
}

export const noAliases: UsedAliases = { aliases: [], skipped: () => undefined };

/** First words that are SystemTap's own, and never those of an alias. */
const native =
  /^(?:kernel|module|kprobe|process|timer|begin|end|error|never|oneshot|init|procfs|perf|java|python[23])$/;

export function findAliases(
  script: Script,
  library: TapsetLibrary,
  options: Omit<PreprocessOptions, 'library'>,
): UsedAliases {
  const aliases: AliasNode[] = [];
  const done = new Set<TapsetItem>();
  const asked = new Set<string>();
  const skipped = new Map<string, string>();
  let points: readonly ProbePointNode[] = [...script.probes, ...script.aliases].flatMap((node) => node.points);
  while (points.length > 0) {
    const next: ProbePointNode[] = [];
    for (const point of points) {
      const { components, start, end } = point;
      const key = keyOf(components);
      if (asked.has(key) || isNative(components)) continue;
      asked.add(key);
      const meant = library.count(components);
      if (meant > maxMeant) {
        skipped.set(key, `stands for ${meant} aliases of the tapset, which are not looked at one by one`);
        continue;
      }
      for (const item of library.itemsFor(components, { start, end })) {
        if (done.has(item) || done.size >= maxItems) continue;
        done.add(item);
        for (const alias of readItem(item, library, options)) {
          aliases.push(alias);
          next.push(...alias.points);
        }
      }
    }
    points = next;
  }
  return { aliases, skipped: ({ components }) => skipped.get(keyOf(components)) };
}

function isNative([first, second]: readonly ComponentNode[]): boolean {
  return native.test(first?.name ?? '') || (first?.name === 'netfilter' && second?.name === 'hook');
}

function keyOf(components: readonly ComponentNode[]): string {
  return components.map(({ name }) => name).join('.');
}

/** The aliases of an item, which are the same in every run where it asks nothing; what cannot be read of it is none. */
function readItem(
  item: TapsetItem,
  library: TapsetLibrary,
  options: Omit<PreprocessOptions, 'library'>,
): readonly AliasNode[] {
  const known = library.read.get(item);
  if (known) return known;
  const last = item.tokens.at(-1);
  const end = last ? [{ kind: 'end' as const, text: '', start: last.end, end: last.end }] : [];
  const questions: Condition[] = [];
  const asking: PreprocessOptions['asking'] = {
    decide: (condition, span) => {
      questions.push(condition);
      return options.asking.decide(condition, span);
    },
  };
  const { tokens } = preprocess([...item.tokens, ...end], { ...options, asking, library, arch: tapsetArch });
  const { aliases } = parseScript(createReader(tokens, options.span));
  if (questions.length === 0) library.read.set(item, aliases);
  return aliases;
}

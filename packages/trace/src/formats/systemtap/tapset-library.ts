import type { BesideFiles } from '../../beside-files';
import type { SourceFile } from '../../trace-format';
import { matchesGlob } from '../../match-glob';
import { lex, type Token } from './lexer';
import type { AliasNode, ComponentNode } from './syntax-tree';

/** A piece of a file of the tapset: an alias, or a choice that holds some, with the macros of the file in front. */
export interface TapsetItem {
  readonly tokens: readonly Token[];
  /** The first words of the aliases that it defines. */
  readonly names: readonly (readonly string[])[];
}

/** The tapset of a directory, of which only what a script names is looked at. */
export interface TapsetLibrary {
  /** Where it lies, as the user would name it. */
  readonly directory: string;
  /** Items that were read and are the same for every kernel. */
  readonly read: Map<TapsetItem, readonly AliasNode[]>;
  /** How many aliases a probe point may mean, before any is looked at. */
  count(components: readonly ComponentNode[]): number;
  /** The items that define aliases which a probe point may mean. */
  itemsFor(components: readonly ComponentNode[], by: Place): readonly TapsetItem[];
  /** What defines a macro; `undefined` where the tapset has none of the name. */
  macro(name: string, by: Place): readonly Token[] | undefined;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

interface Alias {
  readonly file: string;
  /** The first words of its name. */
  readonly words: readonly string[];
}

/** The architecture whose part of the tapset is read: what is different on others is not seen. */
export const tapsetArch = 'x86_64';

/** For other runtimes than the kernel's, and other architectures than the one most kernels are for (stap(1), "TAPSETS"). */
const aside = /^(?:bpf|dyninst)\/|(?:^|\/)(?:arm|arm64|i386|ia64|mips|powerpc|riscv|s390)\/[^/]*$/;

/** Opens the tapset that a script may use; nothing is looked at before it is asked for. */
export function openTapset({ tapset }: SourceFile, files: BesideFiles): TapsetLibrary | undefined {
  if (!tapset) return undefined;
  let aliases: readonly Alias[] | undefined;
  let macros: ReadonlyMap<string, string> | undefined;
  const items = new Map<string, readonly TapsetItem[]>();
  const names = () => tapset.names().filter((name) => !aside.test(name));
  const textOf = (name: string) => tapset.read(name) ?? '';

  const findAliases = (): readonly Alias[] =>
    (aliases ??= names()
      .filter((name) => name.endsWith('.stp'))
      .flatMap((file) =>
        [...textOf(file).matchAll(/\bprobe\s+([\w.*?]+)(?:\([^()]*\)[\w.]*)*\s*\+?=(?!=)/g)].map(([, name = '']) => ({
          file,
          words: name.split('.'),
        })),
      ));
  // A script is read once for each way through its conditions, and asks the same each time.
  const meant = new Map<string, readonly Alias[]>();
  const filesFor = (components: readonly ComponentNode[]): readonly Alias[] => {
    const key = components.map(({ name }) => name).join('.');
    const known = meant.get(key) ?? findAliases().filter(({ words }) => mayMean(components, words));
    meant.set(key, known);
    return known;
  };
  const read = new Map<string, readonly Token[]>();
  const tokensOf = (name: string, by: Place): readonly Token[] => {
    const known = read.get(name);
    if (known) return known;
    const taken = files.take(name, by);
    const tokens = taken ? lex(taken.text).map((token) => shift(token, taken.at)) : [];
    read.set(name, tokens);
    return tokens;
  };
  const itemsOf = (file: string, by: Place): readonly TapsetItem[] => {
    const known = items.get(file);
    if (known) return known;
    const parts = splitItems(tokensOf(file, by));
    // A file's macros are its own.
    const local = parts.filter(([first]) => first?.text === '@define').flat();
    const made = parts
      .filter(([first]) => first?.text !== '@define')
      .map((tokens): TapsetItem => ({ tokens: [...local, ...tokens], names: aliasNames(tokens) }));
    items.set(file, made);
    return made;
  };
  return {
    directory: tapset.directory,
    read: new Map(),
    count: (components) => filesFor(components).length,
    itemsFor: (components, by) => {
      const found = new Set(filesFor(components).map(({ file }) => file));
      return [...found].flatMap((file) =>
        itemsOf(file, by).filter(({ names: defined }) => defined.some((words) => mayMean(components, words))),
      );
    },
    macro: (name, by) => {
      macros ??= new Map(
        names()
          .filter((file) => file.endsWith('.stpm'))
          .flatMap((file) =>
            [...textOf(file).matchAll(/@define\s+(\w+)/g)].map(([, defined = '']) => [defined, file] as const),
          ),
      );
      const file = macros.get(name);
      return file === undefined ? undefined : tokensOf(file, by);
    },
  };
}

function shift(token: Token, by: number): Token {
  return { ...token, start: token.start + by, end: token.end + by };
}

/** Whether the first words of an alias are those of a probe point, whose words may be patterns. */
function mayMean(components: readonly ComponentNode[], words: readonly string[]): boolean {
  return (
    words.length <= components.length &&
    words.every((word, at) => {
      const given = components[at]?.name ?? '';
      return given === word || matchesGlob(given, word);
    })
  );
}

const starts: ReadonlySet<string> = new Set(['probe', 'function', 'global', 'private', '@define', '%(']);

/** What stands side by side in a file: definitions, and choices that hold some. */
function splitItems(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'end') break;
    const isChoice = token.text === '%(' && token.kind === 'sign';
    // `kernel.function` defines nothing, and a choice may stand among the points of a probe.
    const before = tokens[at - 1]?.text ?? '}';
    const begins =
      token.kind !== 'string' && starts.has(token.text) && (isChoice ? /^(?:\}|%\))$/.test(before) : before !== '.');
    if (depth === 0 && begins) {
      items.push([]);
    }
    items.at(-1)?.push(token);
    if (token.kind === 'sign') {
      if (token.text === '{' || isChoice) depth++;
      else if (token.text === '}' || token.text === '%)') depth = Math.max(0, depth - 1);
    }
  }
  return items;
}

/** The first words of the aliases that an item defines. */
function aliasNames(tokens: readonly Token[]): readonly (readonly string[])[] {
  return tokens.flatMap((token, at) => {
    if (token.text !== 'probe' || token.kind !== 'word') return [];
    const words: string[] = [];
    for (let next = at + 1; tokens[next]?.kind === 'word'; next += 2) {
      words.push(tokens[next]?.text ?? '');
      if (tokens[next + 1]?.text !== '.') break;
    }
    return words.length > 0 ? [words] : [];
  });
}

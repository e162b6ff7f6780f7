import { UsageError } from '@tracefit/model';
import type { OutsideKernel, TargetTest } from './target-query';

/** One word of a target query, or several that belong together (`last 3 series`, `5.10 - 6.6`, `>= 6.1`). */
export type QueryToken = { readonly text: string; readonly start: number; readonly end: number } & (
  | { readonly kind: 'or' | 'and' | 'not' | 'open' | 'close' }
  /** `fleet`: the name of a query of the configuration, in place of the test. */
  | { readonly kind: 'test'; readonly test: TargetTest; readonly fleet?: undefined }
  | { readonly kind: 'test'; readonly fleet: string }
);

/** Longest query; a longer one is not written by anybody. */
const longestQuery = 10_000;

const version = String.raw`\d{1,9}(?:\.(?:\d{1,9}|x|\*)){0,2}(?:[-~]rc\d{1,9})?(?:\+[\w.~+]*)?`;
const word = String.raw`[^\s,()<>=]+`;
const tokens = new RegExp(
  [
    String.raw`(?<or>,)`,
    String.raw`(?<open>\()`,
    String.raw`(?<close>\))`,
    String.raw`(?<last>last\s+(?:\d{1,9}\s+)?series(?![^\s,()]))`,
    String.raw`(?<range>(?<from>${version})\s+-\s+(?<to>${version})(?![^\s,()]))`,
    String.raw`(?<compared>(?<op><=|>=|<|>|=|~|\^)\s*(?<bound>${word})?)`,
    String.raw`(?<word>${word})`,
  ].join('|'),
  'giy',
);
const wholeVersion = new RegExp(`^${version}$`);

/**
 * The words of a target query, docs/targets.md.
 * @throws UsageError where a word is none
 */
export function lexTargetQuery(query: string): readonly QueryToken[] {
  if (query.length > longestQuery) throw new UsageError(`the target query is longer than ${longestQuery} characters`);
  const found: QueryToken[] = [];
  let at = 0;
  while (at < query.length) {
    const blank = /\s+/y;
    blank.lastIndex = at;
    if (blank.test(query)) at = blank.lastIndex;
    if (at === query.length) break;
    tokens.lastIndex = at;
    const match = tokens.exec(query);
    if (!match?.groups) throw notUnderstood(query.slice(at));
    const place = { text: match[0], start: at, end: tokens.lastIndex };
    at = tokens.lastIndex;
    found.push({ ...place, ...readWord(match.groups, match[0]) });
  }
  return found;
}

type Word = { readonly kind: 'or' | 'and' | 'not' | 'open' | 'close' } | TestWord;
type TestWord =
  { readonly kind: 'test'; readonly test: TargetTest } | { readonly kind: 'test'; readonly fleet: string };

function readWord(groups: Readonly<Record<string, string | undefined>>, text: string): Word {
  const { last, from, to, op, bound } = groups;
  if (groups['or'] !== undefined) return { kind: 'or' };
  if (groups['open'] !== undefined) return { kind: 'open' };
  if (groups['close'] !== undefined) return { kind: 'close' };
  if (last !== undefined) {
    const count = Number(/\d+/.exec(last)?.[0] ?? 1);
    if (count === 0) throw new UsageError(`one series at least has to be asked for: ${last}`);
    return asTest({ kind: 'last', count });
  }
  if (from !== undefined && to !== undefined) {
    return asTest({ kind: 'version', range: `${semanticRange(from)} - ${semanticRange(to)}` });
  }
  if (op !== undefined) {
    if (bound === undefined || !wholeVersion.test(bound)) throw notUnderstood(text);
    return asTest({ kind: 'version', range: `${op}${semanticRange(bound)}` });
  }
  const lower = text.toLowerCase();
  if (lower === 'or' || lower === 'and' || lower === 'not') return { kind: lower };
  return readTest(text, lower);
}

function readTest(text: string, lower: string): TestWord {
  if (lower === 'all' || lower === 'latest' || lower === 'oldest' || lower === 'longterm')
    return asTest({ kind: lower });
  if (lower === 'last') throw new UsageError('behind "last" a number of series is expected: last 3 series');
  if (/^(?:arch|flavour|distro|fleet|file):$/.test(lower))
    throw new UsageError(`a name is missing behind the colon: ${text}`);
  if (lower === 'running') return asTest(outside({ kind: 'running' }));
  const property = /^(arch|flavour|distro|fleet|file):(.+)$/s.exec(text);
  if (property) {
    const [, kind, value = ''] = property;
    if (kind === 'fleet') return { kind: 'test', fleet: value };
    if (kind === 'file') return asTest(outside({ kind: 'file', path: value }));
    return asTest({ kind: kind as 'arch' | 'flavour' | 'distro', pattern: value });
  }
  if (wholeVersion.test(text)) return asTest({ kind: 'version', range: semanticRange(text) });
  return asTest({ kind: 'name', pattern: text });
}

function asTest(test: TargetTest): TestWord {
  return { kind: 'test', test };
}

function outside(source: OutsideKernel): TargetTest {
  return { kind: 'outside', source };
}

/**
 * What a distribution adds behind `+` says nothing of the version; `~rc2` is how Debian writes `-rc2`. A candidate has all
 * three numbers to the semver package.
 */
function semanticRange(text: string): string {
  const plain = text.replace(/\+.*/s, '').replace('~', '-');
  return plain.replace(/^(\d+)(\.\d+)?(?=-rc)/, (_, major: string, minor = '.0') => `${major}${minor as string}.0`);
}

function notUnderstood(text: string): UsageError {
  return new UsageError(`the target term "${text.trim()}" is neither a kernel's id nor a range of versions`);
}

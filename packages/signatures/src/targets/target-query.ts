import { UsageError } from '@tracefit/model';

/** One thing a query asks of a kernel. */
export type TargetTest =
  | { readonly kind: 'all' | 'latest' | 'oldest' }
  /** The newest series of all, `count` of them. */
  | { readonly kind: 'last'; readonly count: number }
  /** A range in the words of the semver package. */
  | { readonly kind: 'version'; readonly range: string }
  | { readonly kind: 'arch' | 'flavour' | 'distro'; readonly pattern: string }
  /** An id, a release or a distribution. */
  | { readonly kind: 'name'; readonly pattern: string };

export interface TargetFactor {
  readonly test: TargetTest;
  /** Whether it holds where the test does not. */
  readonly negated: boolean;
  /** As written, without `not`. */
  readonly text: string;
}

/** Kernels that pass all factors; they are added to what the terms before selected, or taken away from it. */
export interface TargetTerm {
  readonly factors: readonly TargetFactor[];
  readonly takesAway: boolean;
  readonly text: string;
}

/** Longest query; a longer one is not written by anybody. */
const longestQuery = 10_000;

/**
 * Reads a target query, docs/targets.md.
 * @throws UsageError where it is empty or not understood
 */
export function parseTargetQuery(query: string): readonly TargetTerm[] {
  if (query.length > longestQuery) throw new UsageError(`the target query is longer than ${longestQuery} characters`);
  const terms = query.split(',').map((term) => term.trim());
  if (terms.every((term) => term === '')) throw new UsageError('the target query is empty');
  return terms.map((text) => {
    if (text === '') throw new UsageError(`a term is missing beside a comma in the target query ${quote(query)}`);
    const parts = text.split(/\s+and\s+/i);
    // `not A and B` takes away what is both; elsewhere `not` belongs to its own factor.
    const takesAway = /^not\s/i.test(text);
    return {
      text,
      takesAway,
      factors: parts.map((part, at) => factor(takesAway && at === 0 ? withoutNot(part) : part, query)),
    };
  });
}

function factor(part: string, query: string): TargetFactor {
  const negated = /^not\s/i.test(part);
  const text = negated ? withoutNot(part) : part;
  if (text === '' || /^(not|and)$/i.test(text)) {
    throw new UsageError(`a term is missing beside a word in the target query ${quote(query)}`);
  }
  return { negated, text, test: test(text) };
}

function withoutNot(part: string): string {
  return part.replace(/^not\s+/i, '').trim();
}

const version = String.raw`\d{1,9}(?:\.(?:\d{1,9}|x|\*)){0,2}(?:-rc\d{1,9})?`;
const comparison = new RegExp(`^(<=|>=|<|>|=)\\s*(${version})$`);
const range = new RegExp(`^(${version})\\s+-\\s+(${version})$`);
const series = new RegExp(`^${version}$`);

function test(text: string): TargetTest {
  const word = text.toLowerCase();
  if (word === 'all' || word === 'latest' || word === 'oldest') return { kind: word };

  const last = /^last\s+(?:(\d{1,9})\s+)?series$/.exec(word);
  if (last) return { kind: 'last', count: Number(last[1] ?? 1) };

  const property = /^(arch|flavour|distro):(\S+)$/.exec(text);
  if (property) return { kind: property[1] as 'arch' | 'flavour' | 'distro', pattern: property[2] ?? '' };

  const compared = comparison.exec(text);
  if (compared) return { kind: 'version', range: `${compared[1] ?? ''}${compared[2] ?? ''}` };
  const between = range.exec(text);
  if (between) return { kind: 'version', range: `${between[1] ?? ''} - ${between[2] ?? ''}` };
  if (series.test(text)) return { kind: 'version', range: text };

  if (/[\s<>=]/.test(text)) {
    throw new UsageError(`the target term ${quote(text)} is neither a kernel's id nor a range of versions`);
  }
  return { kind: 'name', pattern: text };
}

function quote(text: string): string {
  return `"${text}"`;
}

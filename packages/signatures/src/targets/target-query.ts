import { UsageError } from '@tracefit/model';
import { lexTargetQuery, type QueryToken } from './target-words';

/** One thing a query asks of a kernel. */
export type TargetTest =
  | { readonly kind: 'all' | 'latest' | 'oldest' | 'longterm' }
  /** The newest series of all, `count` of them. */
  | { readonly kind: 'last'; readonly count: number }
  /** A range in the words of the semver package. */
  | { readonly kind: 'version'; readonly range: string }
  | { readonly kind: 'arch' | 'flavour' | 'distro'; readonly pattern: string }
  /** An id, a release or a distribution. */
  | { readonly kind: 'name'; readonly pattern: string }
  /** A kernel that is in no store: the file of that path, or the one that runs. */
  | { readonly kind: 'outside'; readonly source: OutsideKernel }
  /** A query of its own: in parentheses, or what a name of the configuration stands for. */
  | { readonly kind: 'group'; readonly terms: readonly TargetTerm[] };

/** Where a kernel that is in no store comes from. */
export type OutsideKernel = { readonly kind: 'running' } | { readonly kind: 'file'; readonly path: string };

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

/** What the names of a configuration (`fleet:prod`) stand for: queries by name. */
export type Fleets = Readonly<Record<string, string>>;

/** Deepest nesting of parentheses and names. */
const deepest = 20;

/**
 * Reads a target query, docs/targets.md.
 * @throws UsageError where it is empty, not understood, or names a fleet there is not
 */
export function parseTargetQuery(query: string, fleets: Fleets = {}): readonly TargetTerm[] {
  return parseWith(query, fleets, []);
}

function parseWith(query: string, fleets: Fleets, within: readonly string[]): readonly TargetTerm[] {
  const tokens = lexTargetQuery(query);
  if (tokens.every(({ kind }) => kind === 'or')) throw new UsageError('the target query is empty');
  const reader = new QueryReader(query, tokens, fleets, within);
  const terms = reader.terms(0);
  reader.expectEnd();
  return terms;
}

class QueryReader {
  private at = 0;

  constructor(
    private readonly query: string,
    private readonly tokens: readonly QueryToken[],
    private readonly fleets: Fleets,
    private readonly within: readonly string[],
  ) {}

  terms(depth: number): readonly TargetTerm[] {
    const terms = [this.term(depth)];
    while (this.take('or')) terms.push(this.term(depth));
    return terms;
  }

  expectEnd(): void {
    const token = this.tokens[this.at];
    if (token) throw this.wrong(`an opening parenthesis is missing before "${token.text}"`);
  }

  private term(depth: number): TargetTerm {
    const from = this.at;
    // `not A and B` takes away what is both; elsewhere `not` belongs to its own factor.
    const takesAway = this.take('not');
    const factors = [this.factor(depth)];
    for (;;) {
      const joined = this.take('and');
      const next = this.tokens[this.at]?.kind;
      if (!joined && (next === undefined || next === 'or' || next === 'close')) break;
      factors.push(this.factor(depth));
    }
    return { text: this.text(from), takesAway, factors };
  }

  private factor(depth: number): TargetFactor {
    const negated = this.take('not');
    const from = this.at;
    const token = this.tokens[this.at++];
    if (token?.kind === 'open') {
      if (depth >= deepest) throw this.wrong(`parentheses nest more than ${deepest} deep`);
      const terms = this.terms(depth + 1);
      if (!this.take('close')) throw this.wrong('a closing parenthesis is missing');
      return { negated, text: this.text(from), test: { kind: 'group', terms } };
    }
    if (token?.kind !== 'test') {
      throw this.wrong(`a term is missing ${this.besideWhat(from)}`);
    }
    return { negated, text: token.text, test: token.fleet === undefined ? token.test : this.fleet(token.fleet) };
  }

  private besideWhat(at: number): string {
    const neighbour = this.tokens[at - 1] ?? this.tokens[at];
    return neighbour ? `beside "${neighbour.text}"` : 'altogether';
  }

  private fleet(name: string): TargetTest {
    const query = Object.hasOwn(this.fleets, name) ? this.fleets[name] : undefined;
    if (query === undefined) {
      const names = Object.keys(this.fleets).join(', ');
      throw new UsageError(`the configuration has no fleet of that name${names && `, there are: ${names}`}: ${name}`);
    }
    if (this.within.includes(name) || this.within.length >= deepest) {
      throw new UsageError(`the fleet is part of itself: ${name}`);
    }
    return { kind: 'group', terms: parseWith(query, this.fleets, [...this.within, name]) };
  }

  private take(kind: QueryToken['kind']): boolean {
    if (this.tokens[this.at]?.kind !== kind) return false;
    this.at++;
    return true;
  }

  /** The query from a token up to the one before this. */
  private text(from: number): string {
    return this.query.slice(this.tokens[from]?.start, this.tokens[this.at - 1]?.end);
  }

  private wrong(what: string): UsageError {
    return new UsageError(`${what} in the target query "${this.query}"`);
  }
}

import type { Dependency, Span } from '@tracefit/model';

/** A dependency before it is known in which file and line it stands. */
export interface Relied extends Pick<Dependency, 'kind' | 'name'> {
  readonly declaration?: string;
  readonly span: Span;
}

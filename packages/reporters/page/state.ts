/**
 * How a probe fares on a kernel, as a cell shows it: the verdict, or what is above it. `warning` and `info`: it fits, but
 * something is said; `allowed`: it breaks, and someone let that be.
 */
export type State = 'breaks' | 'warning' | 'info' | 'unknown' | 'allowed' | 'fits';

interface StateLook {
  readonly sign: string;
  /** Behind "this probe": for screen readers and headings. */
  readonly words: string;
  /** On the button that filters by it. */
  readonly label: string;
}

/** The worst first. */
export const states: Readonly<Record<State, StateLook>> = {
  breaks: { sign: '✗', words: 'breaks', label: 'breaks' },
  warning: { sign: '!', words: 'fits, with a warning', label: 'warning' },
  info: { sign: 'i', words: 'fits, with a remark', label: 'remark' },
  unknown: { sign: '?', words: 'not decided', label: 'not decided' },
  allowed: { sign: '~', words: 'breaks, and that is allowed', label: 'allowed' },
  fits: { sign: '✓', words: 'no difference seen', label: 'no difference seen' },
};

export const stateNames = Object.keys(states) as readonly State[];

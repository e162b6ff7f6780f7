/** What the page of a diff is given, as JSON. Words of foreign origin are spelled out already. */
export interface DiffPageData {
  readonly changes: readonly string[];
  readonly parts: readonly DiffPagePart[];
}

export interface DiffPagePart {
  readonly title: string;
  readonly entries: readonly DiffPageEntry[];
}

/** Places and not names: there are tens of thousands. `change` is a place in `changes`; `module` is empty for the image. */
export type DiffPageEntry = readonly [
  change: number,
  breaks: 0 | 1,
  name: string,
  module: string,
  lines: readonly string[],
];

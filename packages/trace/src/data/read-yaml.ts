import type { ParseProblem, Span } from '@tracefit/model';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Alias,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { MappedText } from '../embedded/mapped-text';
import { createSpanMaker, type SpanMaker } from '../span-maker';
import type { Located, LocatedEntry, LocatedScalar } from './located';

/** The documents of a YAML or JSON text. What has a mistake in it is left out, and the mistake is a problem. */
export interface YamlText {
  readonly documents: readonly Located[];
  readonly problems: readonly ParseProblem[];
}

/** How many values a text may stand for: an alias of an alias of an alias stands for all that is below it. */
const maxValues = 200_000;
/** How deep lists and maps may lie in each other. */
const maxDepth = 100;
/** Lists in a line (`- - -`, `[[[`) that lie in each other; the parser calls itself for each. */
const tooDeep = /(?:[[{]\s*){100}|(?:[-?] +){100}/;
const maxProblems = 20;

/** Reads all documents of a YAML text; JSON is YAML. */
export function readYaml(text: string): YamlText {
  const spanOf = createSpanMaker(text);
  const deep = tooDeep.exec(text);
  if (deep) return { documents: [], problems: [problem('nested too deeply', spanOf(deep.index, deep.index + 1))] };
  const parsed = parse(text);
  if (!parsed) return { documents: [], problems: [problem('nested too deeply', spanOf(0))] };
  const reader = createReader(text, spanOf);
  const problems: ParseProblem[] = [];
  const documents: Located[] = [];
  for (const document of parsed) {
    for (const { message, pos } of document.errors.slice(0, maxProblems)) {
      problems.push(problem(sentence(message), spanOf(...inside(text, pos))));
    }
    if (document.errors.length === 0 && document.contents) documents.push(reader.readDocument(document.contents));
  }
  if (reader.left < 0) return { documents: [], problems: [problem('stands for too many values', spanOf(0))] };
  return { documents, problems };
}

/** `undefined`: the parser went out of its depth. */
function parse(text: string): readonly Document.Parsed[] | undefined {
  try {
    return [...parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false })];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function problem(message: string, span: Span): ParseProblem {
  return { kind: 'syntax', message, span };
}

/** The library's words, in the manner of our own. */
function sentence(message: string): string {
  const [first = ''] = message.split('\n');
  return `YAML: ${first.slice(0, 1).toLowerCase()}${first.slice(1).replace(/\.$/, '')}`;
}

function inside(text: string, [start, end]: readonly [number, number]): [number, number] {
  const from = Math.min(Math.max(0, start), text.length);
  return [from, Math.min(Math.max(from, end), text.length)];
}

/** Reads nodes in the order of the text, so that an alias means the last anchor of its name before it. */
function createReader(text: string, spanOf: SpanMaker) {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  const reader = { left: maxValues, readDocument };
  return reader;

  function readDocument(node: Node): Located {
    anchors.clear();
    return read(node, 0, false);
  }

  /** `again`: an alias led here. */
  function read(node: Node | null, depth: number, again: boolean): Located {
    const [start, end] = inside(text, [node?.range?.[0] ?? 0, node?.range?.[1] ?? 0]);
    const span = spanOf(start, end);
    if (--reader.left < 0) return { kind: 'unknown', reason: 'there are too many values', span };
    if (depth > maxDepth) return { kind: 'unknown', reason: 'it is nested too deeply', span };
    if (isAlias(node)) {
      if (!targets.has(node)) targets.set(node, anchors.get(node.source));
      const target = targets.get(node);
      if (target) return read(target, depth + 1, true);
      return { kind: 'unknown', reason: `there is no anchor ${node.source} before it`, span };
    }
    if (!again && (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
      anchors.set(node.anchor, node);
    if (isMap(node)) return { kind: 'map', entries: readEntries(node, depth, again), span };
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => read(item as Node | null, depth + 1, again)), span };
    }
    return isScalar(node) ? scalar(node.value, start, end) : scalar(null, start, end);
  }

  /** The entries of a map, before those it takes over by `<<`: the first of a name counts. */
  function readEntries(map: YAMLMap, depth: number, again: boolean): readonly LocatedEntry[] {
    const own: LocatedEntry[] = [];
    const merged: LocatedEntry[] = [];
    for (const pair of map.items) {
      const key = read(pair.key as Node, depth + 1, again);
      const value = read(pair.value as Node | null, depth + 1, again);
      const name = key.kind === 'scalar' ? String(key.value) : '';
      if (name !== '<<') own.push({ key: name, keySpan: key.span, value });
      else for (const from of value.kind === 'list' ? value.items : [value]) addEntries(merged, from);
    }
    return [...own, ...merged];
  }

  function scalar(value: unknown, start: number, end: number): LocatedScalar {
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    const source = text.slice(start, end);
    const content = String(plain);
    // Quotes stand around it; where an escape or a fold lies inside, the whole stands for every piece.
    const quote = /^["']/.test(source) ? 1 : 0;
    const exact = source.slice(quote, source.length - quote) === content;
    const mapped: MappedText = {
      text: content,
      span: (from, to) => (exact ? spanOf(start + quote + from, start + quote + to) : spanOf(start, end)),
      unknownIn: () => [],
    };
    return { kind: 'scalar', value: plain, text: mapped, span: spanOf(start, end) };
  }
}

function addEntries(to: LocatedEntry[], from: Located): void {
  if (from.kind === 'map') for (const entry of from.entries) to.push(entry);
}

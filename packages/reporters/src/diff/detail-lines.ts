import type { SurfaceDetail, SurfaceEntry } from '@tracefit/model';
import { visibleText } from '../visible-text';

/** So many names are told in a line. */
const mostNames = 12;

/** The details of an entry, a line each: of what has many parts, those that only moved, or came, or went, in one line. */
export function detailLines({ part, details }: SurfaceEntry): readonly string[] {
  const joins = (kind: SurfaceDetail['kind']): string | undefined => {
    if (kind === 'moved' && (part === 'structs' || part === 'tracepoints')) return 'moved';
    if (part !== 'enums') return undefined;
    return kind === 'removed' ? 'gone' : kind === 'added' ? 'new' : undefined;
  };
  const told = new Set<string>();
  return details.flatMap(({ kind, text }) => {
    const word = joins(kind);
    if (word === undefined) return [visibleText(text)];
    if (told.has(word)) return [];
    told.add(word);
    return [`${word}: ${someNames(details.filter((each) => each.kind === kind).flatMap(({ about }) => about ?? []))}`];
  });
}

function someNames(names: readonly string[]): string {
  const more = names.length - mostNames;
  return visibleText(`${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
}

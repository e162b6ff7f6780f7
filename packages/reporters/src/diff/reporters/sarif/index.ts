import type { SurfaceDiff, SurfaceEntry } from '@tracefit/model';
import type { Location, Result } from 'sarif';
import { location, notification, sarifLog } from '../../../sarif-log';
import { visibleText } from '../../../visible-text';
import type { DiffReporter } from '../../diff-reporter';
import { changeWords, entrySentence, notComparedWords, pairTitle } from '../../entry-words';
import { partWords } from '../../part-words';
import { toldEntries, type ToldEntry } from '../../told-entries';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0. A result stands at the line that relies on what changed; where no definition was named, at the thing itself, as a logical
 * location of the second kernel.
 */
export const sarif: DiffReporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  render(diff, options) {
    const told = [...toldEntries(diff, options)];
    const rules = [...new Map(told.map(({ entry }) => [ruleOf(entry), entry]))].sort(([a], [b]) => (a < b ? -1 : 1));
    const places = new Map(rules.map(([id], at) => [id, at]));
    return [
      sarifLog({
        version: diff.tool.version,
        rules: rules.map(([id, { part, change }]) => ({
          id,
          shortDescription: { text: `Of ${partWords[part]}: one that ${changeWords[change]}` },
        })),
        results: told.map((each) => result(each, diff, places)),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: diff.notCompared.map((each) =>
              notification(`not compared: ${notComparedWords(each)}`),
            ),
          },
        ],
      }),
    ];
  },
};

/** `functions-removed`. */
function ruleOf({ part, change }: SurfaceEntry): string {
  return `${part}-${change}`;
}

function result(
  { entry, place, lines, severity, fingerprint }: ToldEntry,
  diff: SurfaceDiff,
  places: ReadonlyMap<string, number>,
): Result {
  const id = ruleOf(entry);
  return {
    ruleId: id,
    ruleIndex: places.get(id) ?? -1,
    level: levels[severity],
    message: { text: [`${entrySentence(entry)}, ${pairTitle(diff)}`, ...lines].join('\n') },
    locations: [place ? location(place.file, { line: place.line }) : logicalLocation(entry, diff)],
    partialFingerprints: { 'tracefit/v1': fingerprint },
    properties: {
      breaking: entry.breaking,
      before: visibleText(diff.before.id),
      after: visibleText(diff.after.id),
      ...(entry.module !== undefined && { module: visibleText(entry.module) }),
    },
  };
}

function logicalLocation({ part, name }: SurfaceEntry, { after }: SurfaceDiff): Location {
  const kind = part === 'functions' ? 'function' : part === 'structs' || part === 'enums' ? 'type' : 'member';
  const path = [after.id, part, name].map(visibleText).join('/');
  return { logicalLocations: [{ name: visibleText(name), fullyQualifiedName: path, kind }] };
}

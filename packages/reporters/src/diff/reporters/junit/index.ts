import type { SurfaceEntry } from '@tracefit/model';
import { failedCase, junitFile, passedCase, skippedCase, type JunitCase } from '../../../junit-suites';
import { groupBy } from '../../../group-by';
import type { DiffReporter } from '../../diff-reporter';
import { entryLines, entrySentence, usersLine } from '../../entry-words';
import { diffParts, partWords } from '../../part-words';

/** JUnit's XML: a suite for each part, a test for each thing that is not the same; what breaks traces has failed. */
export const junit: DiffReporter = {
  id: 'junit',
  title: 'JUnit XML, for build servers',
  render(diff, { details }) {
    const className = `${diff.before.id} -> ${diff.after.id}`;
    const entries = groupBy(
      diff.entries.filter(({ breaking }) => details || breaking),
      ({ part }) => part,
    );
    const left = groupBy(diff.notCompared, ({ part }) => part);
    const suites = [...diffParts, undefined].map((part) => ({
      name: part === undefined ? 'tracefit' : partWords[part],
      cases: [
        ...(part === undefined ? [] : (entries.get(part) ?? []).map((entry) => testCase(entry, className))),
        ...(left.get(part) ?? []).map(({ reason }, at) =>
          skippedCase({ className, name: `not compared ${at + 1}` }, [reason]),
        ),
      ],
    }));
    return [junitFile(suites.filter(({ cases }) => cases.length > 0))];
  },
};

function testCase(entry: SurfaceEntry, className: string): JunitCase {
  const { part, change, name, breaking } = entry;
  if (!breaking) return passedCase({ className, name });
  const body = [...entryLines(entry), ...usersLine(entry)];
  return failedCase({ className, name }, [{ type: `${part}-${change}`, message: entrySentence(entry), body }]);
}

import { workflowCommand } from '../../../workflow-command';
import { groupBy } from '../../../group-by';
import type { DiffReporter } from '../../diff-reporter';
import { entrySentence, notComparedWords, pairTitle } from '../../entry-words';
import { partWords } from '../../part-words';
import { toldEntries } from '../../told-entries';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** GitHub shows ten annotations of a step; of parts with more than these, without a line to stand at, only the number is told. */
const mostWithoutPlace = 100;

/** Workflow commands of GitHub Actions: annotations of the lines that rely on what changed, or of the run. */
export const github: DiffReporter = {
  id: 'github',
  title: 'annotations for GitHub Actions',
  render(diff, options) {
    const told = groupBy(toldEntries(diff, options), ({ entry }) => entry.part);
    const annotations = [...told].flatMap(([part, all]) => {
      if (all.length > mostWithoutPlace && all.every(({ place }) => !place)) {
        const text = `${all.length} ${partWords[part]} differ, "--only ${part}" in another format lists them`;
        return [workflowCommand('warning', undefined, part, text)];
      }
      return all.map(({ entry, place, lines, severity }) => {
        const text = [`${entrySentence(entry)}, ${pairTitle(diff)}`, ...lines].join('\n');
        return workflowCommand(commands[severity], place, `${part}-${entry.change}`, text);
      });
    });
    const left = diff.notCompared.map((each) =>
      workflowCommand('notice', undefined, 'not compared', notComparedWords(each)),
    );
    const breaking = diff.entries.filter((entry) => entry.breaking).length;
    const counts = `tracefit: ${diff.entries.length} differences, ${breaking} break traces, ${diff.notCompared.length} things not compared`;
    return [`${[...annotations, ...left, counts].join('\n')}\n`];
  },
};

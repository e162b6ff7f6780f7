import type { Judged } from './judge-cases';

/** A table by what the kernel did, and what was not found. */
export function renderRecall(judged: readonly Judged[], beyond: number): string {
  const changes = [...new Set(judged.map(({ of }) => of.change))].sort();
  const rows = changes.map((change) =>
    row(
      change,
      judged.filter(({ of }) => of.change === change),
    ),
  );
  const missed = judged.filter(({ result }) => result !== 'found');
  return [
    `${judged.length} cases lie in the range of the bundled kernels${beyond > 0 ? `, ${beyond} others do not` : ''}.`,
    [
      '| change | cases | found, right effect | found, another effect | not found | not read | errors on the kernel it was right on |',
      '| --- | --: | --: | --: | --: | --: | --: |',
      ...rows,
      row('**all**', judged),
    ].join('\n'),
    ...(missed.length > 0 ? ['Not found, or with another effect:', missed.map(missedLine).join('\n')] : []),
  ].join('\n\n');
}

function row(title: string, judged: readonly Judged[]): string {
  const count = (result: Judged['result']) => judged.filter((each) => each.result === result).length;
  const alarms = judged.filter(({ falseAlarms }) => falseAlarms.length > 0).length;
  const cells = [title, judged.length, count('found'), count('other'), count('quiet'), count('unread'), alarms];
  return `| ${cells.join(' | ')} |`;
}

function missedLine({ of, told, writtenFor, kernels }: Judged): string {
  const why = told.length > 0 ? told.join('; ') : 'no difference seen in signatures';
  return `- \`${of.id}\` (${of.format}, ${of.change}, ${of.consequence}; ${writtenFor} to ${kernels[0] ?? ''}): ${why}`;
}

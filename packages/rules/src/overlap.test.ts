import { checkCase, expectGolden, printFinding, type RuleCase } from '@tracefit/testing';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, 'rules');
const folders = readdirSync(folder)
  .filter((name) => !name.startsWith('_'))
  .sort();

/** Every rule on every case of every other rule: a cause that is reported twice shows here. */
test('one cause is reported once', () => {
  const lines = folders.flatMap((name) => {
    const { cases } = jest.requireActual<{ cases: readonly RuleCase[] }>(join(folder, name, 'rule.test.ts'));
    return cases.flatMap((each) => [`${name}: ${each.name}`, ...caseLines(each)]);
  });
  expectGolden(join(__dirname, 'overlap.golden.txt'), `${lines.join('\n')}\n`);
});

function caseLines(each: RuleCase): readonly string[] {
  const report = checkCase(each);
  const findings = report.findings.map((finding) => `  ${finding.rule} ${printFinding(finding, report)}`);
  const unchecked = report.unchecked.map(({ reason }) => `  unchecked ${reason}`);
  return [...findings, ...unchecked];
}

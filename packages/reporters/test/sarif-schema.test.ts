import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { sarifToMarkdown } from '@security-alert/sarif-to-markdown';
import type { Report } from '@tracefit/model';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { sarif as sarifOfDiff } from '../src/diff/reporters/sarif';
import { plainStyle } from '../src/reporter';
import { sarif } from '../src/reporters/sarif';
import { hostile, same, upgrade, upgradeOfScripts } from './diffs/upgrade';
import { empty } from './reports/empty';
import { everything } from './reports/everything';
import { large } from './reports/large';
import { oneFinding } from './reports/one-finding';

// The schema is the one of OASIS, in its last form, as a package of the SARIF SDK ships it.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

const rule = (id: string) => ({ title: `What ${id} says`, severity: 'error' as const, help: 'What to do.', page: id });

function render(report: Report): Log {
  return JSON.parse(sarif.render(report, { style: plainStyle, width: 100, source: () => undefined, rule })) as Log;
}

describe('the SARIF report', () => {
  it.each([
    ['nothing', empty],
    ['one finding', oneFinding],
    ['everything', everything],
    ['400 probes', large],
  ])('of %s is what the schema of OASIS allows', (_, report) => {
    validate(render(report));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['nothing', same],
    ['all between two kernels', upgrade],
    ['what scripts rely on', upgradeOfScripts],
    ['names that would leave their place', hostile],
  ])('of a difference, %s, is too', (_, diff) => {
    validate(JSON.parse([...sarifOfDiff.render(diff, { details: true, style: plainStyle })].join('')));
    expect(validate.errors).toBeNull();
  });

  it('is held against a schema that refuses what is wrong', () => {
    const log = render(oneFinding);
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    expect(validate({ ...log, runs: [{ results: [] }] })).toBe(false);
  });

  it('is understood by a reader that is not ours', () => {
    const read = sarifToMarkdown({ owner: 'o', repo: 'r', branch: 'main', sourceRoot: '' })(render(everything));
    expect(read).toHaveLength(1);
    const body = read[0]?.body ?? '';
    expect(body).toContain('**[ERROR]** **[function-missing]**');
    expect(body).toContain('https://github.com/o/r/blob/main/tools/biotop.bt#L2');
    expect(body).toContain('## Suppressed results');
  });
});

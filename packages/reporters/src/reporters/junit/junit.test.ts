import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { empty } from '../../../test/reports/empty';
import { everything, everythingSources } from '../../../test/reports/everything';
import { oneFinding, oneFindingSources } from '../../../test/reports/one-finding';
import { plainStyle } from '../../reporter';
import { junit } from '.';

const sources: Readonly<Record<string, string>> = { ...everythingSources, ...oneFindingSources };
const rule = (id: string) => ({
  title: `What ${id} says`,
  severity: 'error' as const,
  help: 'What to do.',
  page: `# ${id}\n`,
});
const options = { style: plainStyle, width: 100, source: (path: string) => sources[path], rule };

describe('the junit report', () => {
  it.each([
    ['empty', empty],
    ['one-finding', oneFinding],
    ['everything', everything],
  ] as const)('of %s is the golden one', (name, report) => {
    expectGolden(join(__dirname, 'fixtures', `${name}.xml`), junit.render(report, options));
  });
});

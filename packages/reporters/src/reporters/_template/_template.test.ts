import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { empty } from '../../../test/reports/empty';
import { everything } from '../../../test/reports/everything';
import { oneFinding } from '../../../test/reports/one-finding';
import { plainStyle } from '../../reporter';
import { template } from '.';

const options = { style: plainStyle, width: 100, source: () => undefined };

describe('the template', () => {
  it.each([
    ['empty', empty],
    ['one-finding', oneFinding],
    ['everything', everything],
  ] as const)('of %s is the golden one', (name, report) => {
    expectGolden(join(__dirname, 'fixtures', `${name}.txt`), template.render(report, options));
  });
});

import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { empty } from '../../../test/reports/empty';
import { everything } from '../../../test/reports/everything';
import { oneFinding } from '../../../test/reports/one-finding';
import { plainStyle } from '../../reporter';
import { json } from '.';

const options = { style: plainStyle, width: 100, source: () => undefined };

describe('the JSON report', () => {
  it.each([
    ['empty', empty],
    ['one-finding', oneFinding],
    ['everything', everything],
  ] as const)('of %s is the golden one', (name, report) => {
    expectGolden(join(__dirname, 'fixtures', `${name}.json`), json.render(report, options));
  });

  it.each([
    ['empty', empty],
    ['one-finding', oneFinding],
    ['everything', everything],
  ] as const)('of %s is the report itself', (_name, report) => {
    expect(JSON.parse(json.render(report, options))).toEqual(report);
  });

  it('lets nothing through that steers a terminal', () => {
    expect(json.render(everything, options).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

import { empty } from '../test/reports/empty';
import { everything } from '../test/reports/everything';
import { resultWords } from './result-words';

function words(summary: Partial<typeof empty.summary>): string {
  return resultWords({ ...empty, summary: { ...empty.summary, ...summary } });
}

describe('how a check came out', () => {
  it('is told by what was found, allowed and not checked', () => {
    expect(resultWords(everything)).toBe('2 errors, 1 warning, 1 info, 1 suppressed, 25 things not checked');
    expect(words({})).toBe('no difference seen in signatures');
  });

  it('is never fine where something was allowed, not decided, or not there to be checked', () => {
    expect(words({ suppressed: 1, verdicts: { fits: 3, breaks: 1, unknown: 0 } })).toBe('1 suppressed');
    expect(words({ verdicts: { fits: 3, breaks: 0, unknown: 1 } })).toBe(
      '1 of 4 pairs do not fit, or could not be decided',
    );
    expect(words({ probes: 0, verdicts: { fits: 0, breaks: 0, unknown: 0 } })).toBe('nothing to check');
  });
});

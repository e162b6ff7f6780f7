import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import type { Finding, Report } from '@tracefit/model';
import { empty, emptySources } from '../../../test/reports/empty';
import { everything, everythingSources } from '../../../test/reports/everything';
import { oneFinding, oneFindingSources } from '../../../test/reports/one-finding';
import { plainStyle } from '../../reporter';
import { text } from '.';

function render(report: Report, sources: Readonly<Record<string, string>>, width = 100): string {
  return text.render(report, { style: plainStyle, width, source: (path) => sources[path] });
}

describe('the text report', () => {
  it.each([
    ['empty', empty, emptySources, 100],
    ['one-finding', oneFinding, oneFindingSources, 100],
    ['everything', everything, everythingSources, 100],
    ['everything-narrow', everything, everythingSources, 60],
  ] as const)('of %s is the golden one', (name, report, sources, width) => {
    expectGolden(join(__dirname, 'fixtures', `${name}.txt`), render(report, sources, width));
  });

  it('lets nothing through that steers a terminal', () => {
    expect(render(everything, everythingSources).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('shows no line where the definition is binary', () => {
    expect(render(oneFinding, {})).not.toContain('^');
  });

  it('colours by the style it is given, and only then', () => {
    const style = { ...plainStyle, red: (words: string) => `<red>${words}</red>` };
    const coloured = text.render(oneFinding, { style, width: 100, source: () => undefined });
    expect(coloured).toContain('<red>error[arg-changed]</red>');
  });

  it('calls a file without a probe nothing to check, not fitting', () => {
    const summary = { ...empty.summary, probes: 0, verdicts: { fits: 0, breaks: 0, unknown: 0 } };
    expect(render({ ...empty, summary }, {})).toContain('nothing to check');
  });

  it('does not call all well where something was not checked', () => {
    const unchecked = [{ reason: 'the type of `$x` is not known', targets: [] }];
    const shown = render({ ...empty, unchecked, summary: { ...empty.summary, unchecked: 1 } }, {});
    expect(shown).toContain('1 thing not checked');
    expect(shown).not.toContain('everything fits');
  });

  it('counts probes that are decided on no kernel, and gives them no row', () => {
    const [file] = empty.files;
    const [probe] = file?.probes ?? [];
    if (!file || !probe) throw new Error('the empty report has a probe');
    const undecided = {
      ...probe,
      verdicts: Object.fromEntries(empty.targets.map(({ id }) => [id, 'unknown' as const])),
    };
    const files = [{ ...file, probes: [probe, undecided, undecided] }];
    const shown = render({ ...empty, files }, {});
    expect(shown).toContain('1 probe fits all kernels\n2 probes could not be decided on any kernel\n');
    expect(shown).not.toContain('?');
  });

  it('keeps its width', () => {
    const lines = render(oneFinding, oneFindingSources, 72).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it('shows many findings in one long text in time that grows with both', () => {
    const [finding] = oneFinding.findings as readonly [Finding];
    const lines = 200_000;
    const findings = Array.from({ length: 2000 }, (_, at) => ({ ...finding, line: lines - at }));
    const source = '\t$d = (struct dentry *)arg1;\n'.repeat(lines);
    expect(render({ ...oneFinding, findings }, { [finding.file]: source }).split('^^^^')).toHaveLength(2001);
  });
});

import { replaceMarked } from '@tracefit/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStoreFile } from '@tracefit/signatures';
import { judgeCases } from '../recall/judge-cases';
import { judgeEnds, judgeRenames } from '../recall/judge-renames';
import { readCases } from '../recall/recall-case';
import { renderRecall } from '../recall/render-recall';
import { renderRenames } from '../recall/render-renames';

const folder = join(__dirname, '../recall/cases');
const store = openStoreFile(join(__dirname, '../../../kernel-signatures/kernels.tfs'));
const kernels = store.kernels.flatMap(({ id }) => store.kernel(id) ?? []);
const cases = readdirSync(folder).flatMap((name) => readCases(name, readFileSync(join(folder, name), 'utf8')));

describe('scripts that a change of the kernel broke', () => {
  const judged = judgeCases(cases, kernels);

  test('lie in the range of the bundled kernels', () => {
    expect(judged).toHaveLength(cases.length);
  });

  test.each(judged.map((each) => [each.of.id, each] as const))('%s is found, with its effect', (_, each) => {
    expect({ result: each.result, told: each.told }).toMatchObject({ result: 'found' });
  });

  test.each(judged.map((each) => [each.of.id, each] as const))('%s is no error where it was right', (_, each) => {
    expect(each.falseAlarms).toEqual([]);
  });
});

test('cases are rows of JSON too, and those that name no versions are left out', () => {
  const row = {
    id: 'tcp-sendpage',
    change: 'removed',
    tool_format: 'bpftrace',
    last_good_kernel: '6.4',
    first_bad_kernel: '6.5 (mainline)',
    consequence: 'attach_error',
    script_snippet: 'kprobe:tcp_sendpage { }',
  };
  const lines = [row, { ...row, last_good_kernel: null }].map((each) => JSON.stringify(each)).join('\n');
  expect(readCases('rows.jsonl', lines).map(({ lastGood, firstBad }) => [lastGood, firstBad])).toEqual([
    ['6.4', '6.5'],
  ]);
});

test('the table counts by what the kernel did and names what was not found', () => {
  const [of] = cases;
  if (!of) throw new Error('there are no cases');
  const base = { of, writtenFor: 'debian/5.10', kernels: ['debian/6.1'], falseAlarms: [] };
  const page = renderRecall(
    [
      { ...base, result: 'found', told: ['arg-changed (wrong-data)'] },
      { ...base, result: 'quiet', told: [] },
    ],
    3,
  );
  expect(page).toContain(`| ${of.change} | 2 | 1 | 0 | 1 | 0 | 0 |`);
  expect(page).toContain(`\`${of.id}\``);
  expect(page).toContain('no difference seen in signatures');
  expect(page).toContain('3 others do not');
});

test('the successor of a function with another name is found, and none for one that ended', () => {
  const renames = [{ old: 'do_coredump', new: 'vfs_coredump' }];
  expect(judgeRenames(renames, kernels)).toMatchObject([{ place: 1, candidates: ['vfs_coredump'] }]);
  const [ended] = judgeEnds(['enable_swap_slots_cache'], kernels);
  expect(ended).toMatchObject({ name: 'enable_swap_slots_cache', candidates: [] });
  const page = renderRenames(judgeRenames(renames, kernels), ended ? [ended] : []);
  expect(page).toContain('| renamed, successor first | 1 | 1 (100.0 %) |');
});

test('a table takes the place of the one that was there', () => {
  const page = replaceMarked('# Accuracy\n', 'npm run recall', ['old']);
  expect(page).toContain('old');
  const again = replaceMarked(page, 'npm run recall', ['new']);
  expect(again).not.toContain('old');
  expect(again.match(/made by `npm run recall`/g)).toHaveLength(2);
});

import type { SurfaceChange, SurfaceDiff, SurfaceEntry } from '@tracefit/model';
import { countWords } from '../../../count-words';
import { groupBy } from '../../../group-by';
import { escapeWords, htmlDocument } from '../../../html-document';
import { visibleText } from '../../../visible-text';
import type { DiffOptions } from '../../diff-reporter';
import { changeCounts } from '../../change-counts';
import { changeNote, entryLines, notComparedWords, pairTitle, usersLine } from '../../entry-words';
import { diffParts, partWords } from '../../part-words';
import type { DiffPageData, DiffPageEntry } from './page-data';
import { diffPageScript, diffPageScriptHash } from './page-text';

/** Of more things of a part, what each was declared as is left out: the page would not open at once. */
const mostDeclared = 5000;

/** The page of a diff. */
export function renderDiffPage(diff: SurfaceDiff, { details }: DiffOptions): string {
  const entries = diff.entries.filter(({ breaking }) => details || breaking);
  return htmlDocument({
    title: pairTitle(diff),
    version: diff.tool.version,
    dataId: 'diff',
    data: makeData(entries),
    script: diffPageScript,
    scriptHash: diffPageScriptHash,
    body: pageBody(diff, entries, details),
  });
}

function makeData(entries: readonly SurfaceEntry[]): DiffPageData {
  const changes = [...new Set(entries.map(({ change }) => change))].sort();
  const parts = groupBy(entries, ({ part }) => part);
  return {
    changes,
    parts: diffParts.flatMap((part) => {
      const own = parts.get(part);
      if (!own) return [];
      const isWhole = own.length <= mostDeclared;
      return [{ title: partWords[part], entries: own.map((entry) => pageEntry(entry, changes, isWhole)) }];
    }),
  };
}

function pageEntry(entry: SurfaceEntry, changes: readonly SurfaceChange[], isWhole: boolean): DiffPageEntry {
  const isTold = isWhole || entry.change === 'changed';
  const note = isTold ? changeNote(entry) : '';
  return [
    changes.indexOf(entry.change),
    entry.breaking ? 1 : 0,
    visibleText(entry.name) + note,
    visibleText(entry.module ?? ''),
    [...(isTold ? entryLines(entry) : []), ...usersLine(entry)],
  ];
}

function pageBody(diff: SurfaceDiff, entries: readonly SurfaceEntry[], details: boolean): string {
  const [head = [], ...rows] = changeCounts(diff);
  const cells = (row: readonly string[]) => row.slice(1).map((cell) => `<td>${escapeWords(cell)}</td>`);
  const table = rows.map((row) => `<tr><th scope="row">${escapeWords(row[0] ?? '')}</th>${cells(row).join('')}</tr>`);
  const left = diff.notCompared.map((each) => `<li>${escapeWords(notComparedWords(each))}</li>`);
  const shown = details
    ? countWords(entries.length, 'change')
    : `${countWords(entries.length, 'change')} that break traces`;
  return `<header>
<h1>${escapeWords(pairTitle(diff))}</h1>
<p>${countWords(diff.entries.length, 'difference')}, of which ${diff.entries.filter(({ breaking }) => breaking).length} break traces. Compared with tracefit ${escapeWords(diff.tool.version)}.</p>
</header>
<main>
<noscript><p>This page shows its changes with JavaScript, which is switched off here.</p></noscript>
<section aria-labelledby="counts-title">
<div class="head"><h2 id="counts-title">Counts</h2></div>
<div class="body"><table class="plain counts"><thead><tr>${head.map((word) => `<th scope="col">${escapeWords(word)}</th>`).join('')}</tr></thead><tbody>${table.join('\n')}</tbody></table></div>
</section>
${left.length === 0 ? '' : `<details><summary><h2>Not compared</h2> <span class="count">${left.length}</span></summary><ul class="body">${left.join('\n')}</ul></details>`}
<form id="filters" role="search" aria-label="Filter">
<input type="search" id="text" placeholder="Search ( / )" aria-label="Name, module or change" autocomplete="off" spellcheck="false">
<div id="states" role="group" aria-label="What became of it"></div>
<select id="part" aria-label="Part"><option value="">every part</option></select>
<label class="each"${details ? '' : ' hidden'}><input type="checkbox" id="breaking"> only what breaks traces</label>
</form>
<section aria-labelledby="changes-title">
<div class="head"><h2 id="changes-title">Changes</h2> <span id="shown" class="count" role="status">${shown}</span></div>
<ol id="changes" class="changes"></ol>
<div id="more-changes" class="more" hidden></div>
<p id="none" hidden>No change is like that.</p>
</section>
</main>`;
}

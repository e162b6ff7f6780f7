import type { Report } from '@tracefit/model';
import { countWords } from '../../count-words';
import { escapeWords, htmlDocument } from '../../html-document';
import { kernelNames } from '../../kernel-names';
import type { RenderOptions } from '../../reporter';
import { resultWords } from '../../result-words';
import { makePageData } from './make-page-data';
import { pageScript, pageScriptHash } from './page-text';

/** The page of a report. */
export function renderPage(report: Report, options: RenderOptions): string {
  return htmlDocument({
    title: resultWords(report),
    version: report.tool.version,
    dataId: 'report',
    data: makePageData(report, options),
    script: pageScript,
    scriptHash: pageScriptHash,
    body: pageBody(report),
  });
}

function pageBody(report: Report): string {
  return `<header>
<h1>tracefit: <span class="${look(report)}">${escapeWords(resultWords(report))}</span></h1>
<p>${escapeWords(looked(report))}</p>
</header>
<main>
<noscript><p>This page shows its findings with JavaScript, which is switched off here.</p></noscript>
<form id="filters" role="search" aria-label="Filter">
<input type="search" id="text" placeholder="Search ( / )" aria-label="File, probe, rule or message" autocomplete="off" spellcheck="false">
<div id="states" role="group" aria-label="How a probe fares"></div>
<select id="rule" aria-label="Rule"><option value="">every rule</option></select>
<select id="kernel" aria-label="Kernel"><option value="">every kernel</option></select>
<label class="each"><input type="checkbox" id="each"> a column for each build</label>
</form>
<section aria-labelledby="matrix-title">
<div class="head"><h2 id="matrix-title">Probes by kernels</h2> <span id="shown" class="count" role="status"></span></div>
<div id="scroller"><div id="matrix"></div><div id="more-rows" class="more" hidden></div></div>
<p id="none" hidden></p>
<div id="legend">Arrow keys move, Enter opens, Escape closes. A head of several builds unfolds.</div>
</section>
<section aria-labelledby="findings-title">
<div class="head"><h2 id="findings-title">Findings</h2> <span id="findings-count" class="count"></span></div>
<div id="findings"></div>
<div id="more-findings" class="more" hidden></div>
</section>
<details id="unchecked-section"><summary><h2>Not checked</h2> <span class="count">${countWords(report.summary.unchecked, 'thing')}</span></summary><div id="unchecked" class="body"></div></details>
<details id="stale-section"><summary><h2>Suppressions that did nothing</h2> <span id="stale-count" class="count"></span></summary><div id="stale" class="body"></div></details>
<details id="kernels-section"><summary><h2>Kernels</h2> <span class="count">${report.summary.targets}</span></summary><div id="kernels" class="body"></div></details>
</main>
<aside id="panel" aria-labelledby="panel-title" hidden><button type="button" id="close" aria-label="Close (Escape)">✕</button><div id="panel-content"></div></aside>`;
}

/** Nothing that was not checked looks fine. */
function look({ summary: { findings, verdicts, unchecked, probes } }: Report): 'bad' | 'open' | 'ok' {
  if (findings.error > 0) return 'bad';
  return findings.warning + verdicts.breaks + verdicts.unknown + unchecked > 0 || probes === 0 ? 'open' : 'ok';
}

function looked({ summary, targets, tool }: Report): string {
  const names = kernelNames(targets);
  const { fits, breaks, unknown } = summary.verdicts;
  const outcomes = [
    ...(fits === 0 ? [] : [`${fits} fit`]),
    ...(breaks === 0 ? [] : [`${breaks} break`]),
    ...(unknown === 0 ? [] : [`${unknown} not decided`]),
  ];
  const pairs =
    outcomes.length === 0 ? '' : `; of ${countWords(fits + breaks + unknown, 'pair')} ${outcomes.join(', ')}`;
  const looked = [
    countWords(summary.files, 'file'),
    countWords(summary.probes, 'probe'),
    `${countWords(summary.targets, 'kernel')} (${names.fold(names.order)})`,
  ];
  return `${looked.join(', ')}${pairs}. Checked with tracefit ${tool.version}.`;
}

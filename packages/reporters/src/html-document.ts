import { escapeMarkup } from './escape-markup';
import { pageStyle, pageStyleHash } from './page-style';
import { visibleJson, visibleText } from './visible-text';

export interface HtmlDocument {
  readonly title: string;
  readonly version: string;
  /** The element with what the script is given has this id. */
  readonly dataId: string;
  readonly data: unknown;
  readonly script: string;
  readonly scriptHash: string;
  /** Markup. */
  readonly body: string;
}

/**
 * A page in one file. It asks the network for nothing and may not: its policy lets only its own script and style run, told by their
 * hashes. What comes from a report stands in it as JSON without a `<`, or escaped.
 */
export function htmlDocument(page: HtmlDocument): string {
  const data = JSON.stringify(page.data).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `script-src '${page.scriptHash}'`,
    `style-src '${pageStyleHash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="tracefit ${escapeWords(page.version)}">
<link rel="icon" href="data:,">
<title>tracefit: ${escapeWords(page.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
${page.body}
<script type="application/json" id="${page.dataId}">${visibleJson(data)}</script>
<script>${page.script}</script>
</body>
</html>
`;
}

/** Words of foreign origin as they can stand in a page. */
export function escapeWords(text: string): string {
  return escapeMarkup(visibleText(text));
}

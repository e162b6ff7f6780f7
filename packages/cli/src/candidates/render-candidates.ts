import type { HookedFunction, HookedFunctions } from '@tracefit/model';
import { padText, visibleText, type Style } from '@tracefit/reporters';
import { changeWords } from './change-words';

/** What was found, those functions of it that are listed, and how many places of definitions could not be read. */
export interface Shown extends HookedFunctions {
  readonly shown: readonly HookedFunction[];
  readonly notRead: number;
}

/** So many definitions are named for a function; of more, how many. */
const mostScripts = 3;

/** For people: a function in each block, what became of it, who hooks it, and the event there is. */
export function renderCandidates(hooked: Shown, style: Style): string {
  const { shown } = hooked;
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  const blocks = shown.map((func) => [
    `${style.bold(padText(visibleText(func.name), width))}  ${counted(func.scripts.length, 'definition')}, ${tracepointWords(func)}`,
    ...changeWords(func).map((words) => `    ${words}`),
    `    ${style.dim(`hooked by ${someScripts(func.scripts)}`)}`,
  ]);
  return [...blocks.map((lines) => lines.join('\n')), summary(hooked)].map((block) => `${block}\n`).join('');
}

/** For a text: a table. */
export function candidatesTable(hooked: Shown): string {
  const rows = hooked.shown.map((func) => [
    `\`${visibleText(func.name)}\``,
    String(func.scripts.length),
    changeWords(func).join('; ') || 'nothing',
    func.tracepoint ? `\`${visibleText(func.tracepoint.event)}\`` : 'none known',
  ]);
  const table = [['function', 'definitions', 'what became of it', 'tracepoint'], ['---', '--:', '---', '---'], ...rows];
  const lines = table.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return [...lines, '', summary(hooked), ''].join('\n');
}

function summary({ kernels, scripts, functions, shown, notRead }: Shown): string {
  const covered = functions.filter(({ tracepoint }) => tracepoint).length;
  const changed = functions.filter(({ changes }) => changes.length > 0).length;
  const left = functions.length - shown.length;
  const over = kernels.length > 1 ? `${kernels[0] ?? ''} .. ${kernels.at(-1) ?? ''}` : (kernels[0] ?? 'no kernel');
  return [
    `${counted(functions.length, 'function')} hooked by name in ${counted(scripts, 'definition')}; ${changed} changed over ${counted(kernels.length, 'kernel')} (${visibleText(over)}); a tracepoint is known for ${covered}`,
    ...(left > 0 ? [`${counted(left, 'function')} not listed: --all lists them`] : []),
    ...(notRead > 0 ? [`${counted(notRead, 'place')} of the definitions not read: what they hook is not counted`] : []),
  ].join('\n');
}

function tracepointWords({ tracepoint }: HookedFunction): string {
  return tracepoint ? `tracepoint ${visibleText(tracepoint.event)}` : 'no tracepoint known';
}

function someScripts(scripts: readonly string[]): string {
  const more = scripts.length - mostScripts;
  return `${scripts.slice(0, mostScripts).map(visibleText).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

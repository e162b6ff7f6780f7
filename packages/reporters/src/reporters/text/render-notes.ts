import type { Report } from '@tracefit/model';
import { groupBy } from '../../group-by';
import { visibleText } from '../../visible-text';
import { wrapWords } from '../../wrap-words';
import type { TextContext } from './text-context';

/**
 * What could not be seen of the kernels the user brought: files and the running one. What the kernels of a store lack
 * is known beforehand (`tracefit targets`) and is not repeated on every run; where it matters, it is a thing not checked.
 */
export function renderNotes(report: Report, context: TextContext): readonly string[] {
  const brought = report.targets.filter((target) => target.id !== `${target.distro ?? ''}/${target.release}`);
  const notes = brought.flatMap((target) => target.notes.map((note) => ({ note, id: target.id })));
  return [...groupBy(notes, (one) => one.note)].flatMap(([note, same]) => {
    const kernels = context.names.fold(same.map((one) => one.id));
    const lines = wrapWords(visibleText(`${kernels}: ${note}`), context.width - 6);
    return lines.map((line, at) => (at === 0 ? `${context.style.cyan('note')}  ${line}` : `      ${line}`));
  });
}

import type { Edit, Finding, Kernel, TraceFile } from '@tracefit/model';
import type { ProbeCheck } from '../check-probe';
import type { FoundOn } from './gather-findings';

/**
 * The correction that all kernels of a finding agree about, where no checked kernel takes the text as it stands: else it would
 * only move the fault to another one.
 */
export function editsOf(
  file: TraceFile,
  check: ProbeCheck,
  group: readonly FoundOn[],
  targets: readonly Kernel[],
): Pick<Finding, 'edits'> {
  const [first] = group;
  const edit = first?.said.details.edit;
  if (!first || !edit) return {};
  const isSame = ({ said: { details } }: FoundOn) => details.edit?.from === edit.from && details.edit.to === edit.to;
  if (!group.every(isSame)) return {};
  const others = targets.filter((target) => !group.some(({ kernel }) => kernel === target));
  if (others.some((target) => check.again(first, target).kind !== 'moot')) return {};
  const place = placeOf(file, first, edit.from);
  return place ? { edits: [{ ...place, text: edit.to }] } : {};
}

/** Where the text to correct stands, if it stands once in the place of the finding. */
function placeOf({ text }: TraceFile, { said }: FoundOn, from: string): Omit<Edit, 'text'> | undefined {
  const { start, end, line, column } = said.place;
  const here = text.slice(start, end);
  const at = here.indexOf(from);
  if (at < 0 || here.indexOf(from, at + 1) >= 0 || here.slice(0, at).includes('\n')) return undefined;
  if (/\w/.test(text[start + at - 1] ?? '') || /\w/.test(text[start + at + from.length] ?? '')) return undefined;
  return { line, column: column + at, length: from.length };
}

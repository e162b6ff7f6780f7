import type { AttachPoint, Kernel } from '@tracefit/model';
import { functionPresence } from './function-presence';
import type { Reference } from './reference';
import { isElsewhere } from './whereabouts';

/** More names than these of one kind are not listed. */
const maxNamed = 12;

/** Why it is not known where a program goes that has no target of its own, with what it may choose on the kernel. */
export function byLoader({ choices = [] }: AttachPoint, kernel: Kernel, reference: Reference): string {
  const decided = 'what it attaches to is decided by the program that loads it';
  const functions = choices.filter((name) => isElsewhere(reference.whereabouts(name)));
  if (functions.length === 0) return decided;
  const there: string[] = [];
  const missing: string[] = [];
  const open: string[] = [];
  for (const name of functions) {
    const presence = functionPresence(kernel, name, undefined, () => reference.whereabouts(name));
    if (presence.kind === 'known') (presence.value.kind === 'there' ? there : missing).push(name);
    else open.push(name);
  }
  const said = [
    ...(there.length > 0 ? [`here are ${list(there)}`] : []),
    ...(missing.length > 0 ? [`not here are ${list(missing)}`] : []),
    ...(open.length > 0 ? [`it cannot be told of ${list(open)}`] : []),
  ];
  return `${decided}; of the functions it names, ${said.join('; ')}`;
}

function list(names: readonly string[]): string {
  const more = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : '';
  return `${names
    .slice(0, maxNamed)
    .map((name) => `\`${name}\``)
    .join(', ')}${more}`;
}

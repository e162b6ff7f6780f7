import type { Probe } from '@tracefit/model';
import type { NamesInCode } from './names-in-code';

/** A program of an object, by its own name and that of what it is for. */
interface Named {
  readonly func: { readonly name: string };
  readonly attach: { readonly name: string };
}

/**
 * Whether the code of the program that carries an object does something with the name of the function that one of its programs is for,
 * and with other names that have half of its words and are not nearer to another program.
 */
export function soughtByLoader(
  { attach }: Named,
  programs: readonly Named[],
  names: NamesInCode | undefined,
): Pick<Probe, 'soughtByLoader'> {
  const { name } = attach;
  const isProgram = programs.some(({ func }) => func.name === name);
  if (!names || name === '' || !names.uses(name, isProgram)) return {};
  const taken = new Set(programs.flatMap((other) => [bare(other.attach.name), bare(other.func.name)]));
  const isFree = (other: string) => other !== name && (bare(other) === bare(name) || !taken.has(bare(other)));
  const others = names.words.filter((other) => isFree(other) && sharesHalf(name, other));
  return { soughtByLoader: { others: [...new Set(others)].sort() } };
}

function bare(name: string): string {
  return name.replace(/^_+/, '');
}

function sharesHalf(name: string, other: string): boolean {
  const words = bare(name).split('_');
  const theirs = new Set(bare(other).split('_'));
  return words.filter((word) => theirs.has(word)).length * 2 >= words.length;
}

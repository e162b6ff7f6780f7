import { printType, type FuncProto, type Param } from '@tracefit/model';

/**
 * What has changed for someone who reads arguments by their place, numbered from 0: which are new, gone, of another
 * name or type, or at another place. Undefined where nothing has.
 */
export function prototypeChange(before: FuncProto, after: FuncProto): string | undefined {
  const old = places(before);
  const now = places(after);
  const both = [...now].filter(([name]) => name !== '' && old.has(name));
  const renamed = [...now].filter(
    ([name, placed]) => name !== '' && !old.has(name) && nameBefore(placed, old, now) !== undefined,
  );
  const isRenamed = new Set(renamed.flatMap(([name, placed]) => [name, nameBefore(placed, old, now)]));
  const parts = [
    part(
      'new',
      [...now].filter(([name]) => !old.has(name) && !isRenamed.has(name)),
      (name, { place }) => `arg${place} ${name}`,
    ),
    part(
      'gone',
      [...old].filter(([name]) => !now.has(name) && !isRenamed.has(name)),
      (name, { place }) => `arg${place} ${name}`,
    ),
    part(
      'renamed',
      renamed,
      (name, placed) => `arg${placed.place} was ${nameBefore(placed, old, now) ?? ''}, is ${name}`,
    ),
    part(
      'moved',
      both.filter(([name, { place }]) => old.get(name)?.place !== place),
      (name, { place }) => `${name} from arg${old.get(name)?.place ?? ''} to arg${place}`,
    ),
    part(
      'type',
      both.filter(([name, { type }]) => old.get(name)?.type !== type),
      (name, { type }) => `${name} was ${old.get(name)?.type ?? ''}, is ${type}`,
    ),
    ...(printType(before.ret) === printType(after.ret) ? [] : [`returned ${printType(before.ret)}`]),
  ].filter((text) => text !== '');
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** What the parameter of the same place and type was called whose name is gone. */
function nameBefore(
  { place, type }: Placed,
  old: ReadonlyMap<string, Placed>,
  now: ReadonlyMap<string, Placed>,
): string | undefined {
  const before = [...old].find(([, each]) => each.place === place);
  return before && before[0] !== '' && before[1].type === type && !now.has(before[0]) ? before[0] : undefined;
}

interface Placed {
  readonly place: number;
  readonly type: string;
}

function places(proto: FuncProto): ReadonlyMap<string, Placed> {
  return new Map(proto.params.map((param: Param, place) => [param.name, { place, type: printType(param.type) }]));
}

function part(
  word: string,
  params: readonly (readonly [string, Placed])[],
  say: (name: string, placed: Placed) => string,
): string {
  return params.length === 0 ? '' : `${word}: ${params.map(([name, placed]) => say(name, placed)).join(', ')}`;
}

import { printType, type CType, type FuncProto, type Param, type SurfaceDetail } from '@tracefit/model';

/**
 * Compares two prototypes as a probe at the function's entry sees them: an argument that is only renamed, or appended,
 * leaves what is read by place as it was.
 *
 * @param alike whether a value of the one type means the same to its reader as one of the other: then it breaks nothing
 */
export function parameterChanges(
  before: FuncProto,
  after: FuncProto,
  alike: (was: CType, is: CType) => boolean = () => false,
): readonly SurfaceDetail[] {
  const old = before.params.map(place);
  const now = after.params.map(place);
  const means = (param: Place, other: Place | undefined) => other !== undefined && alike(param.cType, other.cType);
  const taken = new Set<number>();
  const details: SurfaceDetail[] = [];
  old.forEach((param, index) => {
    const about = `arg${index}`;
    const same = now.findIndex((other, at) => !taken.has(at) && other.name === param.name && param.name !== '');
    const here = now[index];
    if (same >= 0) {
      taken.add(same);
      const there = now[same];
      const type = there?.type() ?? '';
      if (same !== index) {
        details.push({
          kind: 'moved',
          about,
          text: `${param.name} moved from arg${index} to arg${same}`,
          breaking: true,
        });
      }
      if (type !== param.type()) {
        details.push({
          kind: 'changed',
          about,
          text: `${param.name} was ${param.type()}, is ${type}`,
          breaking: !means(param, there),
        });
      }
    } else if (here?.type() === param.type() && !old.some(({ name }) => name === here.name) && !taken.has(index)) {
      taken.add(index);
      details.push({
        kind: 'renamed',
        about,
        text: `arg${index} ${param.name} is called ${here.name}`,
        breaking: false,
      });
    } else {
      details.push({ kind: 'removed', about, text: `arg${index} ${param.text()} is gone`, breaking: true });
    }
  });
  now.forEach((param, index) => {
    if (!taken.has(index)) details.push({ kind: 'added', text: `new: arg${index} ${param.text()}`, breaking: false });
  });
  if (before.variadic !== after.variadic) {
    const kind = after.variadic === true ? 'added' : 'removed';
    details.push({ kind, text: after.variadic === true ? 'new: ...' : '... is gone', breaking: false });
  }
  const returned = printType(before.ret);
  const returns = printType(after.ret);
  if (returned !== returns) {
    details.push({
      kind: 'returns',
      text: `returned ${returned}, returns ${returns}`,
      breaking: !alike(before.ret, after.ret),
    });
  }
  return details;
}

interface Place {
  readonly cType: CType;
  readonly name: string;
  readonly type: () => string;
  readonly text: () => string;
}

function place({ name, type }: Param): Place {
  const spelled = printed(type);
  return { name, cType: type, type: spelled, text: () => printType(type, name) };
}

function printed(type: CType): () => string {
  let text: string | undefined;
  return () => (text ??= printType(type));
}

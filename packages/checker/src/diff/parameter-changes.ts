import { printType, type FuncProto, type Param } from '@tracefit/model';

/** What became of a function's arguments and result, and whether a probe that reads them by their places would be wrong. */
export interface ParameterChanges {
  readonly details: readonly string[];
  readonly breaking: boolean;
}

/**
 * Compares two prototypes as a probe at the function's entry sees them: an argument that is only renamed, or appended,
 * leaves what is read by place as it was.
 */
export function parameterChanges(before: FuncProto, after: FuncProto): ParameterChanges {
  const old = before.params.map(place);
  const now = after.params.map(place);
  const taken = new Set<number>();
  const details: string[] = [];
  let breaking = false;
  for (const [index, param] of old.entries()) {
    const same = now.findIndex((other, at) => !taken.has(at) && other.name === param.name && param.name !== '');
    const here = now[index];
    if (same >= 0) {
      taken.add(same);
      const type = now[same]?.type ?? '';
      if (same !== index) {
        details.push(`${param.name} moved from arg${index} to arg${same}`);
        breaking = true;
      }
      if (type !== param.type) {
        details.push(`${param.name} was ${param.type}, is ${type}`);
        breaking = true;
      }
    } else if (here?.type === param.type && !old.some(({ name }) => name === here.name) && !taken.has(index)) {
      taken.add(index);
      details.push(`arg${index} ${param.name} is called ${here.name}`);
    } else {
      details.push(`arg${index} ${param.text} is gone`);
      breaking = true;
    }
  }
  for (const [index, param] of now.entries()) if (!taken.has(index)) details.push(`new: arg${index} ${param.text}`);
  const returned = printType(before.ret);
  const returns = printType(after.ret);
  if (returned !== returns) {
    details.push(`returned ${returned}, returns ${returns}`);
    breaking = true;
  }
  return { details, breaking };
}

function place(param: Param): { readonly name: string; readonly type: string; readonly text: string } {
  return { name: param.name, type: printType(param.type), text: printType(param.type, param.name) };
}

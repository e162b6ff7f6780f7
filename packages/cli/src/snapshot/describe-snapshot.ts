import type { KernelSnapshot } from '@tracefit/model';
import { padText, visibleText } from '@tracefit/reporters';

/** What a snapshot holds, a line for each topic, and what could not be seen. */
export function describeSnapshot(snapshot: KernelSnapshot): string {
  const { identity, complete, notes } = snapshot;
  const about = [
    ['release', identity.release],
    ['version', identity.version],
    ['arch', identity.arch],
    ['flavour', identity.flavour],
    ['compiler', identity.compiler],
    ['build id', identity.buildId],
  ].flatMap(([label = '', value]) => (value === undefined ? [] : [[label, visibleText(value)] as const]));
  const rows = [
    ...about,
    ...counts(snapshot),
    ['complete', complete.length === 0 ? 'nothing' : complete.join(', ')] as const,
    ...notes.map((note) => ['note', visibleText(note)] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${padText(label, width)}  ${value}`);
  return `${[visibleText(identity.id), ...lines].join('\n')}\n`;
}

function modulesRead({ modules, untypedModules = [] }: KernelSnapshot): string {
  const untyped = untypedModules.length;
  return `${modules.length}${untyped === 0 ? '' : `, ${modules.length - untyped} with types and variables`}`;
}

function counts(snapshot: KernelSnapshot): readonly (readonly [string, string])[] {
  const { functions } = snapshot;
  const prototyped = functions.filter((one) => (one.protos?.length ?? 0) > 0).length;
  return [
    ['functions', `${functions.length}, ${prototyped} with a prototype`],
    ...(snapshot.complete.includes('callers') ? [['callers', countCalls(snapshot)] as const] : []),
    ['structs', `${snapshot.structs.length}, ${snapshot.forwards.length} only declared`],
    ['enums', String(snapshot.enums.length)],
    ['typedefs', String(snapshot.typedefs.length)],
    ['tracepoints', `${snapshot.tracepoints.length}, ${snapshot.rawTracepoints.length} raw`],
    ['syscalls', String(snapshot.syscalls.length)],
    ['data', String(snapshot.data.length)],
    ['config', String(Object.keys(snapshot.config).length)],
    ...(snapshot.kfuncs ? [['kfuncs', String(snapshot.kfuncs.length)] as const] : []),
    ['modules', modulesRead(snapshot)],
  ];
}

function countCalls({ callers }: KernelSnapshot): string {
  let sites = 0;
  let called = 0;
  for (const one of callers) {
    if (one.callers.length > 0) called++;
    for (const caller of one.callers) sites += caller.sites;
  }
  return `${called} functions are called from ${sites} places`;
}

import type { Condition, Guard } from '@tracefit/model';
import type { RunProbe } from '../../merge-runs';
import type { BesideFiles } from '../../beside-files';
import type { UsedAliases } from './find-aliases';
import { resolveAliases, type ResolvedPoint } from './aliases';
import type { LoweredPoint } from './context';
import { embedded } from './lower-expression';
import { lowerBodies, type LoweredBody, type Surroundings } from './lower-body';
import { lowerProbePoint } from './probe-points';
import type { FunctionNode, ProbeNode, Script } from './syntax-tree';

/** A script's text, the files of the tapset it uses, and where that lies. */
export interface LoweredSource {
  readonly text: string;
  readonly files: BesideFiles;
  readonly tapset: string | undefined;
}

/** The probe points of one file that are looked at. */
const maxProbes = 5000;

/** What all probes of a file read together; those behind it are not followed. */
const maxUses = 200_000;

/** Turns a script into probes, one for each probe point, the script's aliases put in. */
export function lowerScript(source: LoweredSource, script: Script, used: UsedAliases): readonly RunProbe[] {
  const { text, files } = source;
  const functions = new Map<string, FunctionNode[]>();
  for (const each of script.functions) functions.set(each.name, [...(functions.get(each.name) ?? []), each]);
  const surroundings: Surroundings = {
    span: ({ start, end }) => files.span(start, end),
    words: ({ start, end }) => {
      const file = files.at(start);
      return file ? file.text.slice(start - file.at, end - file.at) : text.slice(start, end);
    },
    functions,
  };
  const aliases = [...script.aliases, ...used.aliases];
  const probes: RunProbe[] = [];
  let left = maxUses;
  for (const node of script.probes) {
    const points = resolveAliases(node.points, aliases);
    const bodies = new Map<string, LoweredBody>();
    let sooner: readonly Condition[] = [];
    for (const resolved of points) {
      if (probes.length >= maxProbes) break;
      const lowered = lowerPoint(resolved);
      const body = left > 0 ? bodyOf(node, resolved, lowered, bodies) : tooMuch(resolved);
      left -= body.uses.length;
      probes.push(putTogether(surroundings, resolved, lowered, body, sooner));
      if (resolved.point.sufficient) sooner = [...sooner, existenceOf(lowered)];
    }
  }
  return probes;

  /** A point of the tapset stands where the script names its alias. */
  function lowerPoint({ point, written }: ResolvedPoint): LoweredPoint {
    const skipped = used.skipped(point);
    const options = { ...surroundings, tapset: source.tapset, ...(skipped === undefined ? {} : { skipped }) };
    const lowered = lowerProbePoint(point, options);
    if (!files.at(point.start)) return lowered;
    const place = surroundings.span({ start: written.start, end: written.start });
    return { ...lowered, attach: { ...lowered.attach, span: place } };
  }

  /** The code of a probe, which is the same at all points of one kind unless it asks what is probed. */
  function bodyOf(
    node: ProbeNode,
    resolved: ResolvedPoint,
    lowered: LoweredPoint,
    bodies: Map<string, LoweredBody>,
  ): LoweredBody {
    const all = [...resolved.before, node.body, ...resolved.after];
    const key = [lowered.context, ...all.map(({ start }) => start), resolved.point.condition?.start].join();
    const known = bodies.get(key);
    if (known) return known;
    const body = lowerBodies(surroundings, lowered, all, resolved.point.condition);
    if (!body.isOfPlace) bodies.set(key, body);
    return body;
  }

  function tooMuch({ written }: ResolvedPoint): LoweredBody {
    const reason = `the script reads more than ${maxUses} things of the kernel`;
    return { uses: [], unknowns: [{ reason, span: surroundings.span(written) }], isOfPlace: false };
  }
}

function putTogether(
  { span }: Surroundings,
  { point, written, isCut }: ResolvedPoint,
  lowered: LoweredPoint,
  body: LoweredBody,
  sooner: readonly Condition[],
): RunProbe {
  const place = span(written);
  const cut = isCut ? ['the aliases of the script stand for more than tracefit looks at'] : [];
  const unknowns = [...lowered.unknowns, ...cut].map((reason) => ({ reason, span: place }));
  const isOptional = point.optional || point.sufficient;
  return {
    head: {
      // Of the points that an alias stands for, one that is there will do.
      ...(isOptional && point !== written ? { group: `alias at ${written.start}` } : {}),
      attach: lowered.attach,
      ...(isOptional ? { ifMissing: 'ignore' } : {}),
      span: place,
    },
    guards: sooner.map((condition): Guard => ({ condition: { kind: 'not', of: condition }, span: place })),
    uses: body.uses,
    // C code of the tapset belongs to SystemTap's runtime, as its functions do.
    unknowns: [...unknowns, ...body.unknowns.filter(({ reason, span: at }) => reason !== embedded || !at.source)],
  };
}

/** That the kernel has what a probe point with `!` names, after which stap looks at no other. */
function existenceOf({ attach, unknowns }: LoweredPoint): Condition {
  const isPlain = attach.wildcard !== true && attach.address === undefined && unknowns.length === 0;
  if (isPlain && (attach.kind === 'kprobe' || attach.kind === 'kretprobe'))
    return { kind: 'function_exists', name: attach.name };
  if (isPlain && attach.kind === 'raw_tracepoint') return { kind: 'raw_tracepoint_exists', name: attach.name };
  return { kind: 'not_followed', text: `${attach.name}!` };
}

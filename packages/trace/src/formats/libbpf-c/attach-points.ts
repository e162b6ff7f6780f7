import type { AttachPoint, Condition, Guard } from '@tracefit/model';
import type { Loader } from './loader/read-loader';
import { and, isFollowed, not, or, type Truth } from './loader/truth';
import type { BpfProgram } from './programs';

/** One place a program attaches to, and what must hold for it. */
export interface AttachReading {
  readonly attach: AttachPoint;
  readonly guards: readonly Guard[];
  /** Whether all is known of when it is loaded, so that nothing else can take its place unseen. */
  readonly decided: boolean;
}

const never: Condition = { kind: 'any', of: [] };

/** Where a program attaches: as its section says, or as the program that loads it decides. */
export function attachPoints(program: BpfProgram, loader: Loader | undefined): readonly AttachReading[] {
  const { attach, span, node } = program;
  const bySection = { ...attach, span, ...(isNamed(program) ? {} : { byLoader: true as const }) };
  const decision = loader?.decisions.get(node.name);
  if (!loader || !decision) return [{ attach: bySection, guards: [], decided: loader !== undefined }];
  const loaded = decision.loaded ?? true;
  const reading = (point: AttachPoint, when: Truth): AttachReading[] => {
    const whole = and(loaded, when);
    if (whole === false && when !== true) return [];
    const condition = whole === false ? never : whole;
    const guards = condition === true ? [] : [{ condition, span }];
    return [{ attach: point, guards, decided: isFollowed(whole) }];
  };
  const given = decision.targets.flatMap(({ name, when, place }) => {
    if (name === undefined) return reading({ kind: attach.kind, name: '', byLoader: true, span }, when);
    return reading({ kind: attach.kind, name, span: loader.span(place, span) }, when);
  });
  const otherwise = not(or(...decision.targets.map(({ when }) => when)));
  if (given.length === 0) return reading(bySection, true);
  return otherwise === false || !isNamed(program) ? given : [...given, ...reading(bySection, otherwise)];
}

function isNamed({ attach }: BpfProgram): boolean {
  return attach.name !== '' || attach.kind === 'software';
}

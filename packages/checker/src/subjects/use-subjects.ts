import type { Guard, Probe, Use } from '@tracefit/model';
import { coreReloSubject, ksymSubject } from './core-subjects';
import { enumNumberSubject } from './enum-number-subject';
import { eventPartSubject } from './event-part-subject';
import { fieldSubject } from './field-subject';
import { helperSubject } from './helper-subject';
import { offsetSubject } from './offset-subject';
import { ownStructSubject } from './own-struct-subject';
import { baseSubjects } from './base-subjects';
import { enumvalSubject, symbolSubject, typeSubjects } from './name-subjects';
import type { Subject } from './subject';

/** What one use of a probe is about. */
export function useSubjects(probe: Probe, use: Use): readonly Subject[] {
  const guards: readonly Guard[] = use.guards ?? [];
  switch (use.kind) {
    case 'value': {
      const casts = use.path.flatMap((step) => (step.kind === 'cast' ? [{ type: step.type, span: step.span }] : []));
      const { expected, base } = use;
      const cast = expected?.type && expected.by !== 'string' ? [{ type: expected.type, span: expected.span }] : [];
      const typed = base.kind === 'typed' ? [{ type: base.type, span: use.baseSpan }] : [];
      return [
        ...baseSubjects(probe, use.base, use.baseSpan, guards, expected),
        ...[...cast, ...typed, ...casts].flatMap(({ type, span }) => typeSubjects(probe, type, span, guards)),
        ...(use.path.some((step) => step.kind === 'member')
          ? [fieldSubject(probe, use, guards), ownStructSubject(probe, use, guards)]
          : []),
      ];
    }
    case 'type': {
      const path = (use.path ?? []).map((name) => ({ kind: 'member', name, span: use.span }) as const);
      const base = { kind: 'typed', type: use.type } as const;
      const value = { kind: 'value', base, path, baseSpan: use.span, span: use.span } as const;
      return [
        ...typeSubjects(probe, use.type, use.span, guards),
        ...(path.length > 0 ? [fieldSubject(probe, value, guards)] : []),
      ];
    }
    case 'symbol':
      return [symbolSubject(probe, use.name, use.span, guards)];
    case 'comparison':
      return [enumNumberSubject(probe, use, guards)];
    case 'enumval':
      return [enumvalSubject(probe, use, guards)];
    case 'core_relo':
      return [coreReloSubject(probe, use, guards)];
    case 'ksym':
      return [ksymSubject(probe, use, guards)];
    case 'helper':
      return [helperSubject(probe, use, guards)];
    case 'event_part':
      return [eventPartSubject(probe, use, guards)];
    case 'raw_offset':
      return [
        ...baseSubjects(probe, use.base, use.span, guards, undefined),
        ...(use.offsets.some((offset) => offset !== 0) || use.through !== undefined
          ? [offsetSubject(probe, use, guards)]
          : []),
      ];
  }
}

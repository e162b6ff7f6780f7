import {
  parseCType,
  printType,
  type CType,
  type Guard,
  type Probe,
  type RawOffsetUse,
  type ValueUse,
} from '@tracefit/model';
import type { Walk } from '@tracefit/rules';
import { argumentSlots } from '../abi/argument-slots';
import { ifNameMissing } from '../consequences';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { nearMembers } from '../paths/near-members';
import { printInside, walkPath } from '../paths/walk';
import { argumentIndex } from './arg-subject';
import { subject, type Subject } from './subject';

/** A chain of members that is read from a value. */
export function fieldSubject(probe: Probe, use: ValueUse, guards: readonly Guard[]): Subject {
  return subject({
    on: 'field',
    span: use.span,
    guards,
    given: (site) => ({ probe, span: use.span, tool: site.file.tool, ifMissing: ifNameMissing }),
    sightings: (site) =>
      follow(startTypes(site, use), (types) =>
        known(
          types.map((type) => ({
            facts: { walk: () => walk(site, type, use) },
            seen: () => describe(site, type, use),
          })),
        ),
      ),
  });
}

/** A read at a number of bytes: without the kernel it was written for, nobody can say what should be there. */
export function offsetSubject(probe: Probe, use: RawOffsetUse, guards: readonly Guard[]): Subject {
  const reason = `what lies ${use.offsets.find((offset) => offset !== 0) ?? 0} bytes into the value is not said by the script, so it cannot be judged`;
  return subject({
    on: 'field',
    span: use.span,
    guards,
    given: (site) => ({ probe, span: use.span, tool: site.file.tool, ifMissing: ifNameMissing }),
    sightings: () => unknown(reason),
  });
}

function walk(site: Site, start: CType, use: ValueUse): Fact<Walk> {
  const end = walkPath(site.scope, start, use.path);
  switch (end.kind) {
    case 'reached':
      return known({ kind: 'reached' });
    case 'no_member': {
      const { member, place } = end;
      const inside = printInside(end.inside);
      return known({ kind: 'stopped', member, inside, place, near: nearMembers(site.scope, end.inside, member) });
    }
    case 'no_type':
      // A type the script itself names is told by type-missing.
      if (
        end.byCast &&
        (use.base.kind === 'typed' || use.expected?.type || use.path.some((step) => step.kind === 'cast'))
      ) {
        return moot;
      }
      return unknown(`\`${printType(end.type)}\` is not described by the types that were read from this kernel`);
  }
}

/** The types a value starts with; several where several functions are attached to. */
function startTypes(site: Site, use: ValueUse): Fact<readonly CType[]> {
  const { base, expected } = use;
  if (expected?.type && (expected.by === 'cast' || expected.by === 'declaration')) return known([expected.type]);
  switch (base.kind) {
    case 'curtask':
      return known([{ kind: 'ptr', to: { kind: 'struct', name: 'task_struct' } }]);
    case 'typed':
      return known([base.type]);
    case 'symbol': {
      const type = site.kernel.data(base.name)?.type;
      return type ? known([type]) : unknown(`the type of \`${base.name}\` is not known`);
    }
    case 'event_field':
      return eventFieldTypes(site, base.name);
    case 'retval':
      return follow(site.protos(), (protos) => known(protos.map(({ proto }) => proto.ret)));
    case 'arg_name':
      return follow(site.protos(), (protos) =>
        some(
          protos.flatMap(({ proto }) =>
            proto.params.filter((param) => param.name === base.name).map((param) => param.type),
          ),
        ),
      );
    case 'arg':
    case 'register':
      if (hookOf(site.probe.attach.kind) === 'none')
        return unknown('the type of an argument in user space is not known');
      return follow(argumentIndex(site, base), (index) =>
        follow(site.protos(), (protos) =>
          some(protos.flatMap(({ proto }) => argumentSlots(site.scope, proto)[index]?.type ?? [])),
        ),
      );
  }
}

/** An argument that is not there is told by another rule. */
function some(types: readonly CType[]): Fact<readonly CType[]> {
  return types.length > 0 ? known(types) : moot;
}

function eventFieldTypes(site: Site, name: string): Fact<readonly CType[]> {
  return follow(site.records(), (records) => {
    const fields = records.flatMap((record) => record.filter((field) => field.name === name));
    const types = fields.flatMap((field) => parseCType(field.type).type ?? []);
    if (fields.length > types.length) return unknown(`the type of the field \`${name}\` was not understood`);
    return some(types);
  });
}

/** The member at the end of the chain, as its declaration; nothing where the chain ends early. */
function describe(site: Site, start: CType, use: ValueUse): string | undefined {
  const end = walkPath(site.scope, start, use.path);
  if (end.kind !== 'reached') return undefined;
  const last = use.path.findLast((step) => step.kind === 'member');
  return printType(end.type, last?.kind === 'member' ? last.name : '');
}

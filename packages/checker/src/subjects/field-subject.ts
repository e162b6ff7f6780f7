import {
  parseCType,
  printType,
  type CType,
  type Guard,
  type Kernel,
  type PathStep,
  type Probe,
  type ValueUse,
} from '@tracefit/model';
import type { Walk } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { argumentSlots } from '../abi/argument-slots';
import { ifNameMissing } from '../consequences';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { onceForAll } from '../once';
import { findMember } from '../paths/find-member';
import { endsAlike, fieldFit } from '../paths/field-fit';
import { movedMember } from '../paths/moved-member';
import { nearMembers } from '../paths/near-members';
import { printInside, walkPath } from '../paths/walk';
import { argumentIndex } from './arg-subject';
import { definitions, type Scope } from '../types/scope';
import { subject, type Subject } from './subject';

/** A chain of members that is read from a value. */
export function fieldSubject(probe: Probe, use: ValueUse, guards: readonly Guard[]): Subject {
  const isSameOnAll = onceForAll((site: Site) => endsAlike(site, use, (other) => startTypes(other, use)));
  return subject({
    on: 'field',
    span: use.span,
    guards,
    given: (site) => ({
      probe,
      span: use.span,
      tool: site.file.tool,
      ifMissing: ifNameMissing,
      path: printPath(use.path),
    }),
    sightings: (site) =>
      follow(startTypes(site, use), (types) =>
        known(
          types.map((type) => ({
            facts: {
              walk: () => walk(site, type, use),
              fit: () => fieldFit(site, type, use, (other) => startTypes(other, use), isSameOnAll),
              type: () => endOf(site.scope, type, use),
            },
            seen: () => describe(site, type, use),
          })),
        ),
      ),
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
      const before = lastWith(site, end.inside, member);
      const near = nearMembers(site, end.inside, member, before);
      const movedTo = before && movedMember(site.scope, end.inside, member, before);
      return known({ kind: 'stopped', member, inside, place, near, ...(movedTo === undefined ? {} : { movedTo }) });
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

/** What the chain ends at, as a declaration. */
function endOf(scope: Scope, start: CType, use: ValueUse): Fact<string> {
  const end = walkPath(scope, start, use.path);
  const last = use.path.findLast((step) => step.kind === 'member');
  return end.kind === 'reached' ? known(printType(end.type, last?.name ?? '')) : moot;
}

function printPath(path: readonly PathStep[]): string {
  return path.flatMap((step) => (step.kind === 'member' ? [step.name] : [])).join('.');
}

/** The types a value starts with; several where several functions are attached to. */
export function startTypes(site: Site, use: ValueUse): Fact<readonly CType[]> {
  const { base, expected, path } = use;
  const firstMember = path.findIndex((step) => step.kind === 'member');
  // What is cast before a member is read can be anything.
  if (path.slice(0, firstMember).some((step) => step.kind === 'cast')) return known([{ kind: 'void' }]);
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
    case 'event_field_at':
      return unknown(`what the field at ${base.index} points to is not known`);
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
    const types = fields.flatMap(
      ({ type }) => site.reference.remember(`type ${type}`, () => parseCType(type).type) ?? [],
    );
    if (fields.length > types.length) return unknown(`the type of the field \`${name}\` was not understood`);
    return some(types);
  });
}

/** The members of the chain, as their declarations; nothing where the chain ends early. */
function describe(site: Site, start: CType, use: ValueUse): string | undefined {
  const { path } = use;
  const declarations = path.flatMap((step, at) => {
    if (step.kind !== 'member') return [];
    const end = walkPath(site.scope, start, path.slice(0, at + 1));
    return [end.kind === 'reached' ? printType(end.type, step.name) : undefined];
  });
  return declarations.includes(undefined) ? undefined : declarations.join(' -> ');
}

/** The kernel nearest to this one on which the member is where the script looks for it. */
function lastWith(site: Site, inside: CType, member: string): Scope | undefined {
  const { kernels } = site.reference;
  const scopeOf = (kernel: Kernel): Scope => ({ kernel, declared: [] });
  const isThere = (scope: Scope) =>
    definitions(scope, inside).some((members) => findMember(scope, members, member) !== undefined);
  const nearest = ask(site.kernel, ({ identity }) => {
    const here = kernels.findIndex((kernel) => kernel.identity.id === identity.id);
    const row = [...kernels.slice(0, Math.max(here, 0)).reverse(), ...kernels.slice(here + 1)];
    return row.find((kernel) => isThere(scopeOf(kernel)));
  });
  return nearest && scopeOf(nearest);
}

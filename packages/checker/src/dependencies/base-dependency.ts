import { printType, type Span, type ValueBase } from '@tracefit/model';
import { argumentSlots } from '../abi/argument-slots';
import { findField } from '../events/event-field-fit';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { argumentIndex } from '../subjects/arg-subject';
import type { Relied } from './relied';

/** What the start of a value relies on: an argument, a result, a field of an event, a variable. */
export function baseDependency(site: Site, base: ValueBase, span: Span): Relied | undefined {
  const { attach } = site.probe;
  if (hookOf(attach.kind) === 'none') return undefined;
  const of = attach.name;
  switch (base.kind) {
    case 'arg':
    case 'register': {
      const index = argumentIndex(site, base);
      if (index.kind !== 'known') return undefined;
      const declaration = firstProto(site, (proto) => argumentSlots(site.scope, proto)[index.value]);
      return { kind: 'argument', name: `${of} arg${index.value}`, span, ...declaration };
    }
    case 'arg_name': {
      const declaration = firstProto(site, (proto) => proto.params.find((param) => param.name === base.name));
      return { kind: 'argument', name: `${of} ${base.name}`, span, ...declaration };
    }
    case 'retval': {
      const declaration = firstProto(site, (proto) => ({ name: '', type: proto.ret }));
      return { kind: 'result', name: of, span, ...declaration };
    }
    case 'event_field':
    case 'event_field_at': {
      const records = site.records();
      const [fields] = records.kind === 'known' ? records.value : [];
      const field = fields && findField(fields, base);
      const name = base.kind === 'event_field' ? base.name : (field?.name ?? `index ${base.index}`);
      return {
        kind: 'event_field',
        name: `${of} ${name}`,
        span,
        ...(field && { declaration: `${field.type} ${field.name}` }),
      };
    }
    case 'symbol': {
      const type = site.kernel.data(base.name)?.type;
      return { kind: 'symbol', name: base.name, span, ...(type && { declaration: printType(type, base.name) }) };
    }
    case 'curtask':
    case 'typed':
      return undefined;
  }
}

type Proto = Parameters<typeof argumentSlots>[1];

function firstProto(
  site: Site,
  find: (proto: Proto) => { readonly name: string; readonly type: Proto['ret'] } | undefined,
): { readonly declaration?: string } {
  const protos = site.protos();
  const [named] = protos.kind === 'known' ? protos.value : [];
  const param = named && find(named.proto);
  return param ? { declaration: printType(param.type, param.name) } : {};
}

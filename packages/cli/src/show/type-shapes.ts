import {
  printEnum,
  printStruct,
  printType,
  printTypedef,
  type EnumValue,
  type Kernel,
  type Member,
  type ModuleType,
  type StructDef,
} from '@tracefit/model';
import { notFound, there, type Presence, type ShapeItem } from './shape';

/** A struct or union, all definitions of the name; shown by what has changed where there is one. */
export function aggregateShape(kind: 'struct' | 'union') {
  return (kernel: Kernel, name: string): Presence => {
    const [first, ...others] = kernel.structs(kind, name);
    if (!first) return notFound(kernel.complete('types'), 'types');
    return there({
      lines: [first, ...others].flatMap(definition),
      ...(others.length === 0 && { items: first.members.flatMap((member) => leaves(member, 0)), size: first.size }),
      ...ofModules(kernel, kind, name),
      notes: others.length === 0 ? [] : [`${others.length + 1} different definitions of this name`],
      facts: [first, ...others],
    });
  };
}

function ofModules(kernel: Kernel, kind: ModuleType['kind'], name: string): { modules?: readonly string[] } {
  const modules = kernel.typeModules(kind, name);
  return modules.length > 0 ? { modules } : {};
}

function definition(def: StructDef): readonly string[] {
  const lines = printStruct(def, { offsets: true }).replaceAll('\t', '    ').split('\n');
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''} /* ${def.size} bytes */`];
}

/** A member, or those of an anonymous one, whose names are reached without it. Places in bits. */
function leaves(member: Member, base: number): readonly ShapeItem[] {
  const { name, type, bitSize } = member;
  const place = base + member.bitOffset;
  if (name === '' && (type.kind === 'inline_struct' || type.kind === 'inline_union')) {
    return type.members.flatMap((inner) => leaves(inner, place));
  }
  return [{ name, text: `${printType(type, name)}${bitSize === undefined ? '' : ` : ${bitSize}`};`, place }];
}

export function enumShape(kernel: Kernel, name: string): Presence {
  const defs = kernel.enums(name);
  const [first] = defs;
  if (!first) return notFound(kernel.complete('types'), 'types');
  return there({
    lines: defs.map(printEnum),
    ...(defs.length === 1 && { items: first.values.map((value) => ({ name: value.name, text: constant(value) })) }),
    ...ofModules(kernel, 'enum', name),
    notes: [],
    facts: defs,
  });
}

/** A constant of any enum. */
export function constantShape(kernel: Kernel, name: string): Presence {
  const values = kernel.enumValues(name);
  if (values.length === 0) return notFound(kernel.complete('types'), 'types');
  return there({ lines: [...new Set(values.map(constant))], notes: [], facts: values });
}

function constant({ name, value }: EnumValue): string {
  return `${name} = ${value}`;
}

export function typedefShape(kernel: Kernel, name: string): Presence {
  const defs = kernel.typedefs(name);
  if (defs.length === 0) return notFound(kernel.complete('types'), 'types');
  return there({ lines: defs.map(printTypedef), ...ofModules(kernel, 'typedef', name), notes: [], facts: defs });
}

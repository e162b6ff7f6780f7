import type { CType, EnumDef, EnumValue, FuncProto, Member, StructDef, TypedefDef } from './c-type';

/** A type in C on one line, with the name it declares if one is given: `struct dentry *dentry`, `int (*)(void)`. */
export function printType(type: CType, declaratorName = ''): string {
  return print(type, declaratorName, {});
}

/** A function's declaration on one line, without the semicolon: `int vfs_rmdir(struct inode *dir, ...)`. */
export function printProto(name: string, proto: FuncProto): string {
  return printType({ kind: 'func_proto', proto }, name);
}

/**
 * A struct or union as its definition, one member a line. Where it has holes that the compiler's own rules do not
 * make (`aligned`, `packed`), the text does not say so; `offsets` adds the place of every member, in bytes, as a comment.
 */
export function printStruct(def: StructDef, options: { readonly offsets?: boolean } = {}): string {
  const style = { indent: '\t', ...(options.offsets === true ? { firstBit: 0 } : {}) };
  return `${def.kind} ${def.name} {\n${printMembers(def.members, style)}};`;
}

/** An enum as its definition on one line. */
export function printEnum(def: EnumDef): string {
  return `enum ${def.name} { ${printValues(def.values)} };`;
}

/** A typedef's definition on one line. */
export function printTypedef(def: TypedefDef): string {
  return `typedef ${printType(def.type, def.name)};`;
}

/** How members are written: each on its line behind `indent`, or all on one line; `firstBit` where offsets are wanted. */
interface Style {
  readonly indent?: string;
  readonly firstBit?: number;
}

/** Builds a declaration from the inside out, as it is read: the name, what is around it, and at last the base type. */
function print(from: CType, name: string, style: Style): string {
  let declarator = name;
  let qualifiers: string[] = [];
  let behindPointer = false;
  for (let type = from; ;) {
    switch (type.kind) {
      case 'const':
      case 'volatile':
      case 'restrict':
        qualifiers.push(type.kind);
        type = type.of;
        continue;
      case 'ptr': {
        const words = qualifiers.join(' ');
        declarator = `*${words}${words && declarator ? ' ' : ''}${declarator}`;
        qualifiers = [];
        behindPointer = true;
        type = type.to;
        continue;
      }
      case 'array':
        // C writes the qualifiers of an array at its elements, so they are kept for these.
        declarator = `${behindPointer ? `(${declarator})` : declarator}[${type.count === 0 ? '' : type.count}]`;
        behindPointer = false;
        type = type.of;
        continue;
      case 'func_proto':
        declarator = `${behindPointer ? `(${declarator})` : declarator}(${printParams(type.proto)})`;
        qualifiers = [];
        behindPointer = false;
        type = type.proto.ret;
        continue;
      default: {
        const word = printBase(type, style);
        const tight = declarator === '' || declarator.startsWith('[');
        return `${qualifiers.map((q) => `${q} `).join('')}${word}${tight ? '' : ' '}${declarator}`;
      }
    }
  }
}

type BaseType = Exclude<CType, { kind: 'const' | 'volatile' | 'restrict' | 'ptr' | 'array' | 'func_proto' }>;

function printBase(type: BaseType, style: Style): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'int':
    case 'float':
    case 'typedef':
      return type.name;
    case 'struct':
    case 'union':
    case 'enum':
      return `${type.kind} ${type.name}`;
    case 'inline_struct':
    case 'inline_union': {
      const word = type.kind === 'inline_struct' ? 'struct' : 'union';
      if (style.indent === undefined) return `${word} { ${printMembers(type.members, style)}}`;
      const inside = { ...style, indent: `${style.indent}\t` };
      return `${word} {\n${printMembers(type.members, inside)}${style.indent}}`;
    }
    case 'inline_enum':
      return `enum { ${printValues(type.values)} }`;
  }
}

function printMembers(members: readonly Member[], style: Style): string {
  const end = style.indent === undefined ? ' ' : '\n';
  return members
    .map((member) => {
      const at = style.firstBit === undefined ? undefined : style.firstBit + member.bitOffset;
      const text = print(member.type, member.name, at === undefined ? style : { ...style, firstBit: at });
      const bits = member.bitSize === undefined ? '' : ` : ${member.bitSize}`;
      const place = at === undefined ? '' : ` /* ${printPlace(at, member.bitSize !== undefined)} */`;
      return `${style.indent ?? ''}${text}${bits};${place}${end}`;
    })
    .join('');
}

const printPlace = (bit: number, isBitField: boolean) =>
  isBitField ? `${Math.floor(bit / 8)}:${bit % 8}` : String(bit / 8);

const printValues = (values: readonly EnumValue[]) => values.map((v) => `${v.name} = ${v.value}`).join(', ');

function printParams(proto: FuncProto): string {
  const params = proto.params.map((param) => printType(param.type, param.name));
  if (proto.variadic === true) params.push('...');
  return params.length === 0 ? 'void' : params.join(', ');
}

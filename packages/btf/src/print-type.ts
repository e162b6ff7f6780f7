import type { Btf } from './btf';
import type { BtfEnum, BtfFuncProto, BtfStruct } from './btf-type';
import { refuseDepth } from './follow-type';
import { FormatError } from './format-error';

/** How a struct, union or enum without a name is spelled out where it is used. */
export type PrintBody = (page: Page, type: BtfStruct | BtfEnum, depth: number) => string;

/** One printing: what it reads, and how much more it may write. */
export interface Page {
  readonly btf: Btf;
  readonly body: PrintBody;
  readonly typeTags: boolean;
  /** Characters left. Types without a name are spelled out at each use, so a small file can ask for endless C. */
  left: number;
}

/** The longest C text of one type; the longest in a kernel has less than a tenth of it. */
const mostCharacters = 1 << 22;

export function newPage(btf: Btf, body: PrintBody, typeTags = false): Page {
  return { btf, body, typeTags, left: mostCharacters };
}

/**
 * Prints a type, or the declaration of something with that type: `struct dentry *`, `struct dentry *dentry`,
 * `int (*fn)(struct sock *, int)`. Always one line; type tags are left out.
 */
export function printType(btf: Btf, id: number, name = ''): string {
  return declare(newPage(btf, bodyInOneLine), id, name, 1);
}

/**
 * Prints a function as it is declared, without a semicolon: `int vfs_unlink(struct mnt_idmap *idmap, ...)`.
 *
 * @param id a `func`, or a `func_proto` with the `name` to give it
 */
export function printProto(btf: Btf, id: number, name?: string): string {
  const type = btf.type(id);
  if (type.kind === 'func') return printType(btf, type.type, name ?? type.name);
  if (type.kind === 'func_proto') return printType(btf, id, name);
  throw new FormatError(`type ${id} is of kind ${type.kind}, not a function`, btf.offsetOf(id));
}

/**
 * Writes a declaration from the inside out, as C has it: from the name through pointers, arrays and parameters to the
 * type at its left.
 */
export function declare(page: Page, first: number, name: string, firstDepth: number): string {
  const { btf } = page;
  let id = first;
  let declarator = spend(page, first, name);
  let qualifiers = '';
  for (let depth = firstDepth; ; depth++) {
    refuseDepth(btf, first, depth);
    const type = btf.type(id);
    switch (type.kind) {
      case 'void':
        return join(`${qualifiers}void`, declarator);
      case 'int':
      case 'float':
      case 'typedef':
        return join(qualifiers + spend(page, id, type.name), declarator);
      case 'fwd':
        return join(`${qualifiers}${type.of} ${spend(page, id, type.name)}`, declarator);
      case 'struct':
      case 'union':
      case 'enum':
      case 'enum64': {
        const named = type.name !== '';
        const text = named ? `${tagOf(type)} ${spend(page, id, type.name)}` : page.body(page, type, depth + 1);
        return join(qualifiers + text, declarator);
      }
      case 'const':
      case 'volatile':
      case 'restrict':
        // A const array of const elements says it twice; C wants it once.
        if (!qualifiers.includes(type.kind)) qualifiers += `${type.kind} `;
        break;
      case 'type_tag':
        if (page.typeTags) qualifiers += `${spend(page, id, typeTag(type.name, type.attribute))} `;
        break;
      case 'ptr':
        declarator = qualifiers === '' ? `*${declarator}` : join(`* ${qualifiers.trimEnd()}`, declarator);
        qualifiers = '';
        break;
      case 'array': // qualifiers of an array are its elements'
        declarator = `${grouped(declarator)}[${type.count}]`;
        break;
      case 'func_proto':
        declarator = `${grouped(declarator)}(${parameters(page, type, depth)})`;
        qualifiers = '';
        break;
      default:
        throw new FormatError(`type ${id} is of kind ${type.kind}, which nothing can be declared as`, btf.offsetOf(id));
    }
    id = type.type;
    spend(page, id, '        '); // pays for what a step adds
  }
}

function parameters(page: Page, { params, variadic }: BtfFuncProto, depth: number): string {
  const list = params.map(({ name, type }) => declare(page, type, name, depth + 1));
  if (variadic && list.length > 0) list.push('...');
  // Without parameters `...` stands for a list the compiler was not told, `()`; libbpf prints it like this too.
  return list.length === 0 ? 'void' : list.join(', ');
}

/** `*` binds less than `[]` and `()`. */
function grouped(declarator: string): string {
  return declarator.startsWith('*') ? `(${declarator})` : declarator;
}

function join(left: string, declarator: string): string {
  return declarator === '' || declarator.startsWith('[') ? left + declarator : `${left} ${declarator}`;
}

function typeTag(name: string, attribute: boolean): string {
  return attribute ? `__attribute__((${name}))` : `__attribute__((btf_type_tag("${name}")))`;
}

export function tagOf(type: BtfStruct | BtfEnum): 'struct' | 'union' | 'enum' {
  return type.kind === 'enum64' ? 'enum' : type.kind;
}

/** Counts what is written. */
export function spend(page: Page, id: number, text: string): string {
  page.left -= text.length + 1;
  if (page.left >= 0) return text;
  throw new FormatError(
    `type ${id} is part of one that prints to more than ${mostCharacters} characters`,
    page.btf.offsetOf(id),
  );
}

const bodyInOneLine: PrintBody = (page, type, depth) => {
  const parts =
    'members' in type
      ? type.members.map((member) => {
          const bits = member.bitSize === undefined ? '' : `: ${member.bitSize}`;
          return `${declare(page, member.type, member.name, depth)}${bits}; `;
        })
      : [type.values.map((value) => printEnumValue(page, type, value)).join(', '), ' '];
  return `${tagOf(type)} { ${parts.join('')}}`;
};

/** `NAME = 1`, with the suffix that C wants for 64 bits. */
export function printEnumValue(page: Page, type: BtfEnum, { name, value }: BtfEnum['values'][number]): string {
  const suffix = type.kind === 'enum' ? '' : type.signed ? 'LL' : 'ULL';
  return spend(page, type.id, `${name} = ${value}${suffix}`);
}

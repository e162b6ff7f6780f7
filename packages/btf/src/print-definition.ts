import { isPacked } from './align-of';
import type { Btf } from './btf';
import type { BtfEnum, BtfStruct } from './btf-type';
import { bitFieldSize, refuseDepth, sizeOf, skipQualifiers } from './follow-type';
import { declare, newPage, printEnumValue, printProto, printType, spend, tagOf, type Page } from './print-type';

export interface PrintDefinitionOptions {
  /** Ends each member with a comment that tells its place, and names holes: `/* offset 16, 8 bytes *\/`. */
  readonly offsets?: boolean;
  /** Writes type tags as `__attribute__((btf_type_tag("user")))`. */
  readonly typeTags?: boolean;
}

/**
 * Prints the definition of a type in C, with its semicolon: all members of a struct or union, the values of an enum,
 * what a typedef stands for, the prototype of a function. Structs no ordinary layout gives are marked
 * `__attribute__((packed))`; padding that only an `aligned` attribute makes is not written.
 */
export function printDefinition(btf: Btf, id: number, options: PrintDefinitionOptions = {}): string {
  const type = btf.type(id);
  const sheet: Sheet = { offsets: options.offsets ?? false, indent: 0, firstBit: 0 };
  const page = newPage(btf, (inner, nested, depth) => body(inner, sheet, nested, depth), options.typeTags);
  switch (type.kind) {
    case 'struct':
    case 'union':
    case 'enum':
    case 'enum64':
      return `${body(page, sheet, type, 1)};`;
    case 'typedef':
      return `typedef ${declare(page, type.type, type.name, 1)};`;
    case 'func':
      return `${printProto(btf, id)};`;
    case 'var':
      return `${type.linkage === 'global' ? '' : `${type.linkage} `}${declare(page, type.type, type.name, 1)};`;
    case 'datasec':
      return `/* section ${type.name}, ${type.size} bytes */`;
    case 'decl_tag':
      return `/* declaration tag ${type.name} */`;
    case 'opaque':
      return `/* ${type.name} of kind ${type.kindNumber}, which is not known */`;
    default:
      return `${printType(btf, id)};`;
  }
}

/** Where on the page the next line goes, and where in the outermost struct the next member lies. */
interface Sheet {
  readonly offsets: boolean;
  indent: number;
  firstBit: number;
}

function body(page: Page, sheet: Sheet, type: BtfStruct | BtfEnum, depth: number): string {
  // An enum without values is one the compiler saw declared only.
  if ('values' in type && type.values.length === 0 && type.name !== '') return `enum ${type.name}`;
  const head = type.name === '' ? tagOf(type) : `${tagOf(type)} ${spend(page, type.id, type.name)}`;
  sheet.indent++;
  const margin = '\t'.repeat(sheet.indent);
  const lines =
    'members' in type
      ? memberLines(page, sheet, type, depth)
      : type.values.map((value) => `${printEnumValue(page, type, value)},`);
  sheet.indent--;
  const inside = lines.map((line) => `${spend(page, type.id, margin)}${line}\n`).join('');
  const end = lines.length === 0 ? ' {}' : ` {\n${inside}${'\t'.repeat(sheet.indent)}}`;
  return head + end + attribute(page.btf, type);
}

function memberLines(page: Page, sheet: Sheet, type: BtfStruct, depth: number): string[] {
  const { btf } = page;
  const firstBit = sheet.firstBit;
  const lines: string[] = [];
  let end = 0;
  for (const member of type.members) {
    const bits = bitFieldSize(btf, member);
    const size = bits ?? (sizeOf(btf, member.type) ?? 0) * 8;
    if (sheet.offsets && type.kind === 'struct') lines.push(...hole(end, member.bitOffset));
    end = Math.max(end, member.bitOffset + size);
    // Members of what has no name of its own are counted from the outermost struct; behind a pointer from anew.
    sheet.firstBit = isSpelledOut(btf, member.type) ? firstBit + member.bitOffset : 0;
    const text = declare(page, member.type, member.name, depth + 1) + (bits === undefined ? '' : `: ${bits}`);
    const place = sheet.offsets ? ` ${spend(page, type.id, comment(firstBit + member.bitOffset, size, bits))}` : '';
    lines.push(`${text};${place}`);
  }
  sheet.firstBit = firstBit;
  if (sheet.offsets && type.kind === 'struct') lines.push(...hole(end, type.size * 8));
  return lines;
}

/** Also for arrays, whose first element is then shown. */
function isSpelledOut(btf: Btf, id: number): boolean {
  let type = skipQualifiers(btf, id);
  for (let depth = 1; type.kind === 'array'; depth++) {
    refuseDepth(btf, id, depth);
    type = skipQualifiers(btf, type.type);
  }
  return (type.kind === 'struct' || type.kind === 'union') && type.name === '';
}

function comment(bit: number, size: number, bits: number | undefined): string {
  const offset = Math.floor(bit / 8);
  if (bits === undefined) return `/* offset ${offset}, ${counted(size / 8, 'byte')} */`;
  return `/* offset ${offset}, bit ${bit % 8}, ${counted(bits, 'bit')} */`;
}

function hole(end: number, next: number): string[] {
  if (next <= end) return [];
  const free = next - end;
  return [`/* ${free % 8 === 0 ? counted(free / 8, 'byte') : counted(free, 'bit')} free */`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What the layout needs to be told beside the members. */
function attribute(btf: Btf, type: BtfStruct | BtfEnum): string {
  if ('members' in type) return type.members.length > 0 && isPacked(btf, type) ? ' __attribute__((packed))' : '';
  const mode = enumModes.get(type.size);
  return mode === undefined ? '' : ` __attribute__((mode(${mode})))`;
}

/** Enums of another size than an int's; 64-bit values make the size of an enum 8 by themselves. */
const enumModes = new Map([
  [1, 'byte'],
  [2, 'HI'],
]);

import type { CType, EnumValue, FuncProto, Member, NamedType, Param } from '@tracefit/model';
import { choice, type Codec, fields, flag, list, optional, shared, type Shared, text, word } from './codec';
import type { ValueReader } from './value-reader';
import type { ValueWriter } from './value-writer';

/** A decimal number, as text where it is large or not written the usual way. */
export const decimal: Codec<string> = {
  shape: 'decimal',
  write(to, value) {
    writeDecimal(to, value, 0);
  },
  read: (from) => readDecimal(from, 0),
  skip: skipDecimal,
};

/** Constants with their values as steps from the one before plus 1: most enums count up. */
export const enumValues: Codec<readonly EnumValue[]> = {
  shape: 'constants',
  write(to, values) {
    to.out.varint(values.length);
    let next = 0;
    for (const { name, value } of values) {
      to.text(name);
      writeDecimal(to, value, next);
      next = (plainNumber(value) ?? next - 1) + 1;
    }
  },
  read(from) {
    const values: EnumValue[] = [];
    let next = 0;
    for (let rest = from.cursor.count(3); rest > 0; rest--) {
      const name = from.text();
      const value = readDecimal(from, next);
      values.push({ name, value });
      next = (plainNumber(value) ?? next - 1) + 1;
    }
    return values;
  },
  skip(from) {
    for (let rest = from.cursor.count(3); rest > 0; rest--) {
      from.cursor.varint();
      skipDecimal(from);
    }
  },
};

function writeDecimal(to: ValueWriter, value: string, expected: number): void {
  const number = plainNumber(value);
  to.out.varint(number === undefined ? 0 : 1);
  if (number === undefined) to.text(value);
  else to.out.signed(number - expected);
}

function readDecimal(from: ValueReader, expected: number): string {
  return choice(from, 2) === 0 ? from.text() : String(expected + from.cursor.signed());
}

/** Behind the choice, both a text and a step are one number. */
function skipDecimal(from: ValueReader): void {
  from.cursor.varint();
  from.cursor.varint();
}

/** The number a decimal text stands for, if it is small and writes back to the same text. */
function plainNumber(decimal: string): number | undefined {
  if (decimal.length > 14) return undefined;
  const value = Number(decimal);
  return Number.isInteger(value) && String(value) === decimal ? value : undefined;
}

/** Members with their bit offsets as steps from one to the next: what is inserted above leaves those below alike. */
export const members: Codec<readonly Member[]> = {
  shape: 'members',
  write(to, values) {
    to.out.varint(values.length);
    let last = 0;
    for (const member of values) {
      to.text(member.name);
      type.write(to, member.type);
      const step = member.bitOffset - last;
      const zigzag = step < 0 ? -2 * step - 1 : 2 * step;
      to.out.varint(zigzag * 2 + (member.bitSize === undefined ? 0 : 1));
      if (member.bitSize !== undefined) to.out.varint(member.bitSize);
      last = member.bitOffset;
    }
  },
  read(from) {
    const values: Member[] = [];
    let bitOffset = 0;
    for (let rest = from.cursor.count(3); rest > 0; rest--) {
      const name = from.text();
      const memberType = type.read(from);
      const head = from.cursor.varint();
      const zigzag = Math.floor(head / 2);
      bitOffset += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      if (head % 2 === 0) values.push({ name, type: memberType, bitOffset });
      else values.push({ name, type: memberType, bitOffset, bitSize: from.cursor.varint() });
    }
    return values;
  },
  skip(from) {
    for (let rest = from.cursor.count(3); rest > 0; rest--) {
      from.cursor.varint();
      type.skip(from);
      if (from.cursor.varint() % 2 === 1) from.cursor.varint();
    }
  },
};

/** The kinds of types by their number in the store; the order is part of the format. */
const kinds = [
  'void',
  'int',
  'float',
  'ptr',
  'array',
  'struct',
  'union',
  'enum',
  'typedef',
  'inline_struct',
  'inline_union',
  'inline_enum',
  'const',
  'volatile',
  'restrict',
  'func_proto',
] as const satisfies readonly CType['kind'][];
const kindWord = word<CType['kind']>(kinds);

export const type: Shared<CType> = shared<CType>({
  shape: 'type',
  write(to, value) {
    kindWord.write(to, value.kind);
    switch (value.kind) {
      case 'void':
        break;
      case 'int':
        to.text(value.name);
        to.out.varint(value.size);
        flag.write(to, value.signed);
        break;
      case 'float':
        to.text(value.name);
        to.out.varint(value.size);
        break;
      case 'ptr':
        type.write(to, value.to);
        break;
      case 'array':
        type.write(to, value.of);
        to.out.varint(value.count);
        break;
      case 'struct':
      case 'union':
      case 'enum':
      case 'typedef':
        to.text(value.name);
        break;
      case 'inline_struct':
      case 'inline_union':
        to.out.varint(value.size);
        members.write(to, value.members);
        break;
      case 'inline_enum':
        to.out.varint(value.size);
        flag.write(to, value.signed);
        enumValues.write(to, value.values);
        break;
      case 'const':
      case 'volatile':
      case 'restrict':
        type.write(to, value.of);
        break;
      case 'func_proto':
        proto.write(to, value.proto);
        break;
    }
  },
  read(from): CType {
    const kind = kindWord.read(from);
    switch (kind) {
      case 'void':
        return { kind };
      case 'int':
        return { kind, name: from.text(), size: from.cursor.varint(), signed: flag.read(from) };
      case 'float':
        return { kind, name: from.text(), size: from.cursor.varint() };
      case 'ptr':
        return { kind, to: type.read(from) };
      case 'array':
        return { kind, of: type.read(from), count: from.cursor.varint() };
      case 'struct':
      case 'union':
      case 'enum':
      case 'typedef':
        return { kind, name: from.text() } satisfies NamedType;
      case 'inline_struct':
      case 'inline_union':
        return { kind, size: from.cursor.varint(), members: members.read(from) };
      case 'inline_enum':
        return { kind, size: from.cursor.varint(), signed: flag.read(from), values: enumValues.read(from) };
      case 'const':
      case 'volatile':
      case 'restrict':
        return { kind, of: type.read(from) };
      case 'func_proto':
        return { kind, proto: proto.read(from) };
    }
  },
});

// What there is most of is read without going through a list of fields.
const param: Codec<Param> = {
  ...fields<Param>({ name: text, type }),
  read: (from) => ({ name: from.text(), type: type.read(from) }),
};

export const params: Codec<readonly Param[]> = list(param);

const variadic = optional(flag);

export const proto: Codec<FuncProto> = {
  ...fields<FuncProto>({ ret: type, params, variadic }),
  read(from) {
    const own = { ret: type.read(from), params: params.read(from) };
    const more = variadic.read(from);
    return more === undefined ? own : { ...own, variadic: more };
  },
};

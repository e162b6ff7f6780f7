import type { Address, KernelImage } from '../image/kernel-image';
import type { ImageTypes } from './image-types';
import { readPointerTable } from './pointer-table';
import { byteOffsetOf } from './struct-layout';

/** Replaces the enum constants and sizeof expressions in a text of one trace system by their numbers. */
export interface EvalMaps {
  /** In a print format: wherever the constant stands as a whole word, not in a string and not as a member. */
  inPrintFormat(system: Address, text: string): string;
  /** In a field's type: a constant that begins the brackets, `char[TASK_COMM_LEN]`. */
  inFieldType(system: Address, text: string): string;
}

/** One row of TRACE_DEFINE_ENUM or TRACE_DEFINE_SIZEOF; `word` is what it begins with. */
interface EvalRow {
  readonly text: string;
  readonly value: string;
}

/**
 * Reads `__start_ftrace_eval_maps .. __stop_ftrace_eval_maps`, which the kernel applies to its events when it starts
 * (trace_event_eval_update(), kernel/trace/trace_events.c). It compares the system by address, and so do we: the same
 * system's name of another file is another system.
 */
export function readEvalMaps(image: KernelImage, types: ImageTypes): EvalMaps {
  const rows = new Map<Address, Map<string, EvalRow[]>>();
  for (const [system, row] of readRows(image, types)) {
    const words = rows.get(system) ?? new Map<string, EvalRow[]>();
    rows.set(system, words);
    const word = /^\w+/.exec(row.text)?.[0] ?? row.text;
    words.set(word, [...(words.get(word) ?? []), row]);
  }
  return {
    inPrintFormat(system, text) {
      const words = rows.get(system);
      return words ? replaceConstants(text, words) : text;
    },
    inFieldType(system, text) {
      const words = rows.get(system);
      const bracket = text.indexOf('[');
      if (!words || bracket < 0) return text;
      const inside = text.slice(bracket + 1);
      const row = words.get(/^[A-Za-z_]\w*/.exec(inside)?.[0] ?? '')?.find((each) => inside.startsWith(each.text));
      return row ? text.slice(0, bracket + 1) + row.value + inside.slice(row.text.length) : text;
    },
  };
}

function* readRows(image: KernelImage, types: ImageTypes): Generator<[Address, EvalRow]> {
  const range = image.rangeOf('__start_ftrace_eval_maps', '__stop_ftrace_eval_maps');
  const struct = types.struct('trace_eval_map');
  if (!range || !struct) return;
  const system = byteOffsetOf(struct, 'system');
  const text = byteOffsetOf(struct, 'eval_string');
  const value = byteOffsetOf(struct, 'eval_value');
  if (system === undefined || text === undefined || value === undefined) return;
  for (const map of readPointerTable(image, range, 'the table of trace constants')) {
    if (map === undefined) continue;
    const systemAt = image.readPointer(map + system);
    const textAt = image.readPointer(map + text);
    if (systemAt === undefined || textAt === undefined) continue;
    yield [systemAt, { text: image.readString(textAt), value: String(readLong(image, map + value)) }];
  }
}

/** The kernel prints the value as a signed long. */
function readLong(image: KernelImage, address: Address): bigint {
  const bytes = image.read(address, image.pointerSize);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return image.pointerSize === 8
    ? view.getBigInt64(0, image.littleEndian)
    : BigInt(view.getInt32(0, image.littleEndian));
}

/** A string, a number, or a word with the members that follow it; everything between is copied. */
const TOKEN = /"(?:[^"\\]|\\[^])*"?|\\[^]|\d\w*|[A-Za-z_]\w*(?:(?:\.|->)\w+)*/g;

function replaceConstants(text: string, words: ReadonlyMap<string, readonly EvalRow[]>): string {
  let result = '';
  let copied = 0;
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const word = /^[A-Za-z_]\w*/.exec(token[0])?.[0];
    const row =
      word === undefined ? undefined : words.get(word)?.find((each) => standsAt(text, token.index, each.text));
    if (!row) continue;
    result += text.slice(copied, token.index) + row.value;
    copied = token.index + row.text.length;
    TOKEN.lastIndex = copied;
  }
  return result + text.slice(copied);
}

function standsAt(text: string, at: number, constant: string): boolean {
  return text.startsWith(constant, at) && !/\w/.test(text.charAt(at + constant.length));
}

import { FormatError, readBtf } from '@tracefit/btf';
import type { FuncProto, KernelFunction } from '@tracefit/model';
import type { ReadContext } from '../kernel-source';
import { partFromBtf } from '../parts/part-from-btf';
import type { SourcePart } from '../parts/source-part';
import { fromBtf } from '../types/from-btf';
import type { BtfFacts } from '../types/from-btf';
import { notRead } from './system-files';
import type { SystemFiles } from './system-files';

const DIRECTORY = '/sys/kernel/btf';

/** The types of a running kernel and of its loaded modules. */
export function readSystemBtf(files: SystemFiles, context: ReadContext): { part?: SourcePart; notes: string[] } {
  const file = files.read(`${DIRECTORY}/vmlinux`);
  if (!file.bytes) return { notes: [notRead("the kernel's types", file)] };
  const base = readBtf(file.bytes);
  const kernel = partFromBtf(base, context);
  const notes: string[] = [];
  const modules: { readonly name: string; readonly facts: BtfFacts }[] = [];
  const names = files.list(DIRECTORY).filter((name) => name !== 'vmlinux');
  for (const name of names) {
    context.progress(`reading the types of ${name}`);
    const split = files.read(`${DIRECTORY}/${name}`);
    if (!split.bytes) {
      notes.push(notRead('the types of a module', split));
      continue;
    }
    try {
      modules.push({ name, facts: fromBtf(readBtf(split.bytes, { base }), name) });
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      notes.push(notRead('the types of a module', { path: split.path, refused: error.sentence }));
    }
  }
  const all: BtfFacts[] = [kernel, ...modules.map(({ facts }) => facts)];
  return {
    part: {
      ...kernel,
      functions: uniteFunctions(all),
      structs: all.flatMap((facts) => facts.structs),
      forwards: all.flatMap((facts) => facts.forwards),
      enums: all.flatMap((facts) => facts.enums),
      typedefs: all.flatMap((facts) => facts.typedefs),
      data: all.flatMap((facts) => facts.data),
      rawTracepoints: all.flatMap((facts) => facts.rawTracepoints),
      modules: modules.map(({ name }) => name),
    },
    notes,
  };
}

/** Functions of one name in several modules are one entry with all prototypes. */
function uniteFunctions(all: readonly BtfFacts[]): KernelFunction[] {
  const protos = new Map<string, readonly FuncProto[]>();
  for (const { functions } of all) {
    for (const { name, protos: own = [] } of functions) {
      const known = protos.get(name);
      protos.set(name, known ? [...known, ...own.filter((proto) => !hasProto(known, proto))] : own);
    }
  }
  return Array.from(protos, ([name, own]) => ({ name, protos: own }));
}

function hasProto(known: readonly FuncProto[], proto: FuncProto): boolean {
  const text = JSON.stringify(proto);
  return known.some((each) => JSON.stringify(each) === text);
}

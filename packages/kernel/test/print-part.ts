import { printProto, printType } from '@tracefit/model';
import type { FunctionCallers, KernelFunction } from '@tracefit/model';
import type { SourcePart } from '../src/parts/source-part';

/** A part in lines a person can review: what it says of the kernel, then each thing with its facts. */
export function printPart(part: SourcePart): string {
  const lines = [
    ...Object.entries(part.identity).map(([fact, value]) => `identity ${fact}: ${value}`),
    ...part.complete.map((topic) => `complete ${topic}`),
    ...(part.listsAll ?? []).map((fact) => `lists all ${fact}`),
    ...part.functions.flatMap(printFunction),
    ...part.callers.map(printCallers),
    ...part.structs.map(({ kind, name, size }) => `${kind} ${name} of ${size} bytes`),
    ...part.forwards.map(({ kind, name }) => `declared ${kind} ${name}`),
    ...part.enums.map(({ name, values }) => `enum ${name} ${values.map((v) => `${v.name}=${v.value}`).join(' ')}`),
    ...part.typedefs.map(({ name, type }) => `typedef ${name} ${printType(type)}`),
    ...part.tracepoints.flatMap(({ system, name, fields = [], print }) => [
      `event ${system}:${name}`,
      ...fields.map((f) => `  ${f.offset}+${f.size} ${f.signed ? 'signed' : 'unsigned'} ${f.type} | ${f.name}`),
      ...(print === undefined ? [] : [`  print ${print}`]),
    ]),
    ...part.rawTracepoints.map(({ name, params }) => `raw ${name} ${params.map((p) => p.name).join(' ')}`),
    ...(part.kfuncs ?? []).map(({ name, module = '' }) => `kfunc ${name} ${module}`.trimEnd()),
    ...part.data.map(({ name, letter = '', module = '' }) => `data ${letter} ${name} ${module}`.trimEnd()),
    ...Object.entries(part.config).map(([name, value]) => `config ${name} ${value}`),
    ...part.modules.map((name) => `module ${name}`),
    ...part.notes.map((note) => `note: ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}

function printFunction({ name, protos, symbols }: KernelFunction): string[] {
  return [
    ...(protos ?? []).map((proto) => `function ${printProto(name, proto)}`),
    ...(symbols ?? []).map(({ letter, ...facts }) => {
      const told = Object.entries(facts).map(([fact, value]) => ` ${fact}=${String(value)}`);
      return `function ${name} ${letter}${told.join('')}`;
    }),
  ];
}

function printCallers({ name, callers, addressTaken }: FunctionCallers): string {
  const told = callers.map((caller) => ` ${caller.name}*${caller.sites}`).join('');
  return `callers of ${name}${told}${addressTaken ? ' and its address' : ''}`;
}

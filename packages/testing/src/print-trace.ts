import {
  printType,
  type Condition,
  type Guard,
  type PathStep,
  type Probe,
  type Span,
  type TraceFile,
  type Use,
  type ValueBase,
  type ValueUse,
} from '@tracefit/model';

/** A trace definition as text for a golden file: a line for each probe, use, guard, unknown and problem, with its place. */
export function printTrace(trace: TraceFile): string {
  const head = [`format ${trace.format}, tool ${trace.tool}`];
  if (trace.writtenFor !== undefined) head.push(`written for ${trace.writtenFor}`);
  const declared = trace.declared.map((type) => `declares ${type.kind} ${type.name}: ${names(type.members)}`);
  const problems = trace.problems.map((problem) => at(problem.span, `problem ${problem.kind}: ${problem.message}`));
  return [...head, ...declared, ...trace.probes.flatMap(printProbe), ...problems, ''].join('\n');
}

function names(members: readonly { readonly name: string }[]): string {
  return members.map((member) => member.name).join(', ');
}

function at(span: Span, text: string): string {
  return `${span.line}:${span.column} ${text}`;
}

function printProbe(probe: Probe): readonly string[] {
  const { attach } = probe;
  const words: string[] = [attach.kind, attach.name === '' ? '(no name)' : attach.name];
  if (attach.module !== undefined) words.push(`of module ${attach.module}`);
  if (attach.offset !== undefined) words.push(`offset ${attach.offset}`);
  if (attach.address !== undefined) words.push(`address ${attach.address}`);
  if (attach.wildcard === true) words.push('wildcard');
  if (probe.ifMissing !== undefined) words.push(`if missing: ${probe.ifMissing}`);
  if (probe.tool !== undefined) words.push(`by ${probe.tool}`);
  if (probe.family !== undefined) words.push(`family ${probe.family}`);
  if (probe.group !== undefined) words.push(`group ${probe.group}`);
  if (probe.list !== undefined) words.push(`list ${probe.list}`);
  return [
    at(attach.span, words.join(' ')),
    ...probe.guards.map((guard) => at(guard.span, `  only if ${printCondition(guard.condition)}`)),
    ...(probe.requires ?? []).map((need) =>
      at(need.span, `  requires ${need.what}: ${printCondition(need.condition)}`),
    ),
    ...probe.uses.map((use) => at(use.span, `  ${printUse(use)}${printGuards(use.guards ?? [])}`)),
    ...probe.unknowns.map((unknown) => at(unknown.span, `  unknown: ${unknown.reason}`)),
  ];
}

function printGuards(guards: readonly Guard[]): string {
  return guards.map((guard) => `, only if ${printCondition(guard.condition)}`).join('');
}

function printUse(use: Use): string {
  switch (use.kind) {
    case 'value':
      return printValue(use);
    case 'type':
      return ['type', printType(use.type), ...(use.path ? [`member ${use.path.join('.')}`] : [])].join(' ');
    case 'symbol':
      return `symbol ${use.name}`;
    case 'enumval':
      return `enumval ${use.name}${use.value === undefined ? '' : ` = ${use.value}`}${use.compiled ? ', as compiled' : ''}`;
    case 'core_relo': {
      const { object, index } = use.relo;
      return `core_relo ${index} ${object.relos[index]?.kind ?? ''} ${use.name}`;
    }
    case 'ksym':
      return `ksym ${use.name}${use.call ? ', called' : ''}${use.typed ? '' : ', untyped'}`;
    case 'helper':
      return `helper ${use.id}`;
    case 'comparison':
      return `${printBase(use.base)}${use.path.map(printStep).join('')} compared with ${use.number}`;
    case 'event_part':
      return `event part ${use.name ?? ''} at ${use.offset}, ${use.size} bytes`;
    case 'raw_offset': {
      const what = use.size === 0 ? 'a string' : `${use.size} bytes`;
      const start = `${use.ofAddress ? 'the address of ' : ''}${printBase(use.base)}${(use.path ?? []).map(printStep).join('')}`;
      if (use.through !== undefined)
        return `member ${use.name ?? ''} of the own struct ${use.through.name} over ${start}`;
      return `raw offset ${use.offsets.join(' then ')} from ${start}, ${what}`;
    }
  }
}

function printValue(use: ValueUse): string {
  const words = [printBase(use.base) + use.path.map(printStep).join('')];
  if (use.expected) {
    const { type, name, by } = use.expected;
    const what = [...(type ? [printType(type)] : []), ...(name === undefined ? [] : [`named ${name}`])];
    words.push(`expects ${what.join(' ')} (${by})`);
  }
  if (use.reads) words.push(printReads(use.reads));
  return words.join(', ');
}

function printReads(reads: NonNullable<ValueUse['reads']>): string {
  switch (reads.kind) {
    case 'string':
      return 'reads a string';
    case 'integer':
      return `reads ${reads.size} bytes`;
    case 'as':
      return `reads a ${printType(reads.type)}`;
  }
}

function printBase(base: ValueBase): string {
  switch (base.kind) {
    case 'arg':
      return `arg ${base.index}`;
    case 'arg_name':
      return `arg named ${base.name}`;
    case 'register':
      return `register ${base.name}`;
    case 'event_field':
      return `event field ${base.name}`;
    case 'event_field_at':
      return `event field at ${base.index}`;
    case 'symbol':
      return `symbol ${base.name}`;
    case 'typed':
      return `value of type ${printType(base.type)}`;
    case 'retval':
    case 'curtask':
      return base.kind;
  }
}

function printStep(step: PathStep): string {
  switch (step.kind) {
    case 'member':
      return `.${step.name}`;
    case 'index':
      return '[]';
    case 'deref':
      return '.*';
    case 'cast':
      return `.(${printType(step.type)})`;
  }
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `${condition.kind}(${condition.of.map(printCondition).join(', ')})`;
    case 'not':
      return `not ${printCondition(condition.of)}`;
    case 'type_exists':
      return `${condition.kind} ${printType(condition.type)}`;
    case 'field_exists':
      return `${condition.kind} ${printType(condition.type)} ${condition.path.join('.')}`;
    case 'arg_exists':
      return `${condition.kind} ${condition.func} ${condition.name}`;
    case 'tracepoint_exists':
      return `${condition.kind} ${condition.system}:${condition.name}`;
    case 'version':
      return `version ${condition.op} ${condition.version}`;
    case 'layout':
      return `layout ${condition.terms.map(({ of, type, path, times }) => `${times} * ${of} ${[printType(type), ...path].join('.')}`).join(' + ')} ${condition.op} ${condition.value}`;
    case 'core_value':
      return `core_relo ${condition.relo.index} ${condition.op} ${condition.value}`;
    case 'opaque':
    case 'not_followed':
      return `${condition.kind} ${condition.text}`;
    case 'prototype_known':
      return `${condition.kind} ${condition.name}${condition.args === true ? ' args' : ''}`;
    case 'function_exists':
    case 'raw_tracepoint_exists':
    case 'enumval_exists':
    case 'symbol_exists':
    case 'config_set':
    case 'arch':
      return `${condition.kind} ${condition.name}`;
  }
}

import { printType, type Condition, type LayoutTerm, type Probe } from '@tracefit/model';

/** What a condition asks of a kernel, as a clause: "`struct renamedata` has `old_mnt_userns`". A denial is left out: it asks the same. */
export function sayCondition(condition: Condition, probe: Probe): string {
  switch (condition.kind) {
    case 'not':
      return sayCondition(condition.of, probe);
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => `${part.kind === 'not' ? 'not ' : ''}${sayCondition(part, probe)}`);
      return parts.join(condition.kind === 'all' ? ' and ' : ' or ');
    }
    case 'function_exists':
    case 'symbol_exists':
    case 'enumval_exists':
      return `\`${condition.name}\` is there`;
    case 'prototype_known':
      return `the arguments of \`${condition.name}\` are known`;
    case 'raw_tracepoint_exists':
      return `the tracepoint \`${condition.name}\` is there`;
    case 'arg_exists':
      return `\`${condition.func}\` has the argument \`${condition.name}\``;
    case 'tracepoint_exists':
      return `the tracepoint \`${condition.system}:${condition.name}\` is there`;
    case 'type_exists':
      return `\`${printType(condition.type)}\` is there`;
    case 'field_exists':
      return `\`${printType(condition.type)}\` has \`${condition.path.join('.')}\``;
    case 'config_set':
      return `\`${condition.name}\` is set`;
    case 'arch':
      return `the architecture is ${condition.name}`;
    case 'version':
      return `the version is ${condition.op} ${condition.version}`;
    case 'layout': {
      const terms = condition.terms.map((term, at) => `${term.times < 0 ? '- ' : at > 0 ? '+ ' : ''}${sayTerm(term)}`);
      return `\`${terms.join(' ')}\` is ${condition.op === '==' ? '' : `${condition.op} `}${condition.value}`;
    }
    case 'core_value': {
      const relo = probe.uses.find((use) => use.kind === 'core_relo' && use.relo.index === condition.relo.index);
      // A flavour's name is the program's own.
      return relo?.kind === 'core_relo'
        ? `\`${relo.name.replace(/___\w+/, '')}\` is there`
        : 'a relocation can be resolved';
    }
    case 'not_followed':
    case 'opaque':
      return condition.text;
  }
}

function sayTerm({ of, type, path, times }: LayoutTerm): string {
  const name = path.length === 0 ? printType(type) : `${printType(type)}, ${path.join('.')}`;
  return `${Math.abs(times) === 1 ? '' : `${Math.abs(times)} * `}${of === 'offset' ? 'offsetof' : 'sizeof'}(${name})`;
}

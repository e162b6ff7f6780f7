import type { Expr } from '../python/syntax';
import type { Machine } from './machine';
import { keyOf, setName, type PyValue, type Scope } from './value';

/** Puts a value where `target` says. */
export function assign(machine: Machine, scope: Scope, target: Expr, value: PyValue): void {
  switch (target.kind) {
    case 'name':
      setName(scope, target.name, value);
      return;
    case 'list':
      for (const [at, item] of target.items.entries()) {
        const part = value.kind === 'list' ? value.items[at] : undefined;
        assign(machine, scope, item, part ?? (value.kind === 'unknown' ? value : { kind: 'unknown', text: 'an item' }));
      }
      return;
    case 'member': {
      const of = machine.rules.evaluate(machine, scope, target.of);
      if (of.kind === 'object' || of.kind === 'namespace' || of.kind === 'class') of.fields.set(target.name, value);
      return;
    }
    case 'index': {
      const of = machine.rules.evaluate(machine, scope, target.of);
      const index = machine.rules.evaluate(machine, scope, target.index);
      if (of.kind === 'dict') of.entries.set(keyOf(index), { key: index, value });
      else if (of.kind === 'list' && index.kind === 'number' && index.value in of.items) of.items[index.value] = value;
      return;
    }
    default:
      return;
  }
}

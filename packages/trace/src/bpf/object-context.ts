import type { CoreObject } from '@tracefit/model';
import { firstAlike } from './core-object';
import type { Budget } from './flow';
import type { BpfFunction, BpfObject } from './object';

/** What all functions of an object are lowered with. */
export interface ObjectContext {
  readonly object: BpfObject;
  readonly core: CoreObject;
  /** For each relocation the first that asks the same. */
  readonly alike: readonly number[];
  /** Relocations by `SECTION OFFSET`. */
  readonly relosAt: ReadonlyMap<string, number>;
  /** Names of functions of the kernel that BTF describes in the object, and of variables. */
  readonly typed: ReadonlySet<string>;
  /** Variables of `.kconfig`. */
  readonly config: ReadonlySet<string>;
  /** Functions by `SECTION START`, the section by its index. */
  readonly functionsAt: ReadonlyMap<string, BpfFunction>;
  readonly budget: Budget;
}

export function objectContext(object: BpfObject, core: CoreObject, budget: Budget): ObjectContext {
  const config = new Set<string>();
  const typed = new Set<string>();
  for (const t of object.btf?.types() ?? []) {
    if (t.kind === 'func' && t.linkage === 'extern') typed.add(t.name);
    if (t.kind !== 'datasec') continue;
    for (const { type } of t.vars) {
      const variable = object.btf?.type(type);
      if (variable?.kind !== 'var') continue;
      if (t.name === '.kconfig') config.add(variable.name);
      else if (object.btf?.kind(variable.type) !== 'void') typed.add(variable.name);
    }
  }
  return {
    object,
    core,
    alike: firstAlike(object.coreRelos),
    relosAt: new Map(object.coreRelos.map((relo, index) => [`${relo.section} ${relo.insnOffset}`, index])),
    typed,
    config,
    functionsAt: new Map(object.functions.map((func) => [`${func.section.index} ${func.start}`, func])),
    budget,
  };
}

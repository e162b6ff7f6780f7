import type { Kernel } from '@tracefit/model';
import { isModuleRead, type Content } from '../hooks/whereabouts';

/** Tells whether what a kernel does not have is known not to be there, and counts what cannot be compared. */
export interface Absence {
  /** @param modules the modules that bring it on the other kernel; none where its image does */
  readonly isKnown: (lacking: Kernel, modules: readonly string[]) => boolean;
  /** Counts one more of what cannot be compared for a reason of its own. */
  readonly leaveOut: (reason: string) => void;
  /** Sentences on what could not be compared. */
  readonly reasons: () => readonly string[];
}

/** What another kernel has in a module is absent only where that module was read, or where all were and it is not among them. */
export function absenceOf(content: Content): Absence {
  const counts = new Map<Kernel, number>();
  const others = new Map<string, number>();
  const known = new Map<Kernel, Map<string, boolean>>();
  const isRead = (kernel: Kernel, module: string): boolean => {
    let answers = known.get(kernel);
    if (!answers) known.set(kernel, (answers = new Map<string, boolean>()));
    let answer = answers.get(module);
    if (answer === undefined) {
      answer = isModuleRead(kernel, module, content) && (content === 'functions' || mayHaveTypes(kernel));
      answers.set(module, answer);
    }
    return answer;
  };
  return {
    isKnown(lacking, modules) {
      if (modules.every((module) => isRead(lacking, module))) return true;
      counts.set(lacking, (counts.get(lacking) ?? 0) + 1);
      return false;
    },
    leaveOut(reason) {
      others.set(reason, (others.get(reason) ?? 0) + 1);
    },
    reasons: () => [
      ...[...counts].map(([kernel, count]) =>
        content === 'types' && !mayHaveTypes(kernel)
          ? `those of modules, which have no BTF on ${kernel.identity.id} (${count})`
          : `those of modules that were not read of ${kernel.identity.id} (${count})`,
      ),
      ...[...others].map(([reason, count]) => `${reason} (${count})`),
    ],
  };
}

/** Modules have BTF since 5.11, and only with this option; where the configuration was not read they may. */
function mayHaveTypes(kernel: Kernel): boolean {
  return !kernel.complete('config') || kernel.config('CONFIG_DEBUG_INFO_BTF_MODULES') === 'y';
}

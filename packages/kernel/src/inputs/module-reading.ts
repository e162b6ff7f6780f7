import type { FormatError } from '@tracefit/btf';
import { nameOfFile } from '../module/modinfo';
import { uniteModules } from '../module/unite-modules';
import type { ModuleBase, SourcePart } from '../parts/source-part';

/** The modules that the inputs of one kernel bring, as they are met. */
export interface ModuleReading {
  /** How many were met. */
  readonly count: number;
  /** Takes in what was read of one. */
  add(path: string, part: SourcePart, base: ModuleBase | undefined): void;
  /** Takes note that a package or directory has modules, maybe all of the build. */
  expectList(): void;
  /** Takes note of one that is damaged. */
  refuse(path: string, error: FormatError): void;
  /** Takes in a `modules.order`: all modules of the build, a path a line. */
  list(text: string): void;
  /** The kernel with its modules; without a kernel, the modules alone. */
  finish(kernel: SourcePart | undefined): SourcePart;
  /** Which modules are not of the kernel's release, in sentences. */
  disagreements(): string[];
}

/** Modules are named in a sentence only as far as it stays readable. */
const MAX_NAMED = 3;

export function newModuleReading(): ModuleReading {
  const union = uniteModules();
  const listed = new Set<string>();
  const seen = new Set<string>();
  const strangers = new Map<string, string[]>();
  const refused: string[] = [];
  let count = 0;
  let expectsList = false;

  return {
    get count() {
      return count;
    },
    add(path, part, base) {
      count++;
      seen.add(nameOfFile(path));
      const { release } = part.identity;
      if (release !== undefined && base?.release !== undefined && release !== base.release) {
        strangers.set(release, [...(strangers.get(release) ?? []), ...part.modules]);
      }
      union.add(part);
    },
    expectList() {
      expectsList = true;
    },
    refuse(path, error) {
      count++;
      refused.push(`a module could not be read: ${error.message}: ${path}`);
    },
    list(text) {
      for (const line of text.split('\n')) if (line.trim() !== '') listed.add(nameOfFile(line.trim()));
    },
    finish(kernel) {
      const part = union.finish(kernel);
      const missing = [...listed].filter((name) => !seen.has(name));
      const isWhole = listed.size > 0 && missing.length === 0 && strangers.size === 0;
      const unread: string[] = [];
      if (missing.length > 0) {
        unread.push(`${missing.length} of the ${listed.size} modules of the build were not read: ${some(missing)}`);
      } else if (expectsList && listed.size === 0) {
        unread.push('whether these are all modules of the build is not known: no modules.order was read');
      }
      return {
        ...part,
        complete: isWhole ? [...part.complete, 'modules'] : part.complete,
        notes: [...part.notes, ...refused, ...unread],
      };
    },
    disagreements() {
      return Array.from(
        strangers,
        ([release, names]) =>
          `modules are built for another release, ${release}, not for that of the kernel: ${some(names)}`,
      );
    },
  };
}

function some(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return names.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

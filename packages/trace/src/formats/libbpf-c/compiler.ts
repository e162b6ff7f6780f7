import type { Condition, ParseProblem, Span } from '@tracefit/model';
import type { COptions } from '../../c/read-c';
import type { Sources } from './sources';

/** What a program is compiled with, and the tests that only whoever compiles it decides. */
export interface Compiler {
  readonly options: COptions;
  readonly problems: readonly ParseProblem[];
}

/** libbpf's own makefiles give the architecture; kernels are read best on x86-64. */
const defines = ['__TARGET_ARCH_x86', '__clang__'];
/** The program as the compiler sees it without further definitions: a name that is not defined is not defined. */
export function createCompiler({ include }: Sources): Compiler {
  const problems = new Map<string, ParseProblem>();
  const add = (message: string, span: Span) => {
    if (!problems.has(message)) problems.set(message, { kind: 'unsupported', message, span });
  };
  const decide = (condition: Condition, span: Span): boolean => {
    if (condition.kind === 'version') {
      add('the text is compiled for one version of the kernel; tracefit reads it as for the newest', span);
      return condition.op !== '<' && condition.op !== '<=';
    }
    return false;
  };
  const skipped = (test: string, span: Span) => {
    if (otherMachines.test(test)) return;
    add(
      `programs behind \`${test.slice(0, 100)}\` are compiled only where someone asks for it, and are not read`,
      span,
    );
  };
  return {
    options: {
      defines,
      ownNames: new Set(),
      headers: false,
      oracle: { decide, known: () => undefined },
      include,
      skipped,
    },
    get problems() {
      return [...problems.values()];
    },
  };
}

const otherMachines = /__TARGET_ARCH_|bpf_target_|__(?:aarch64|arm|s390|riscv|powerpc|mips|loongarch|i386|x86_64)/;

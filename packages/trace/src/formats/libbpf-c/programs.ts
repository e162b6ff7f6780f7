import type { ParseProblem, Span } from '@tracefit/model';
import type { CProgram } from '../../c/read-c';
import type { FunctionNode } from '../../c/syntax';
import { isStructOpsProgram } from '../../bpf/struct-ops';
import { readSectionName, type AttachType, type SectionAttach } from '../../bpf/section-name';

/** A function that libbpf loads as a program of its own. */
export interface BpfProgram {
  readonly node: FunctionNode;
  readonly attach: SectionAttach;
  /** `SEC("?..")`: it is loaded only where the program that loads it says so. */
  readonly optional: boolean;
  readonly needs?: AttachType;
  readonly span: Span;
}

export interface FoundPrograms {
  readonly programs: readonly BpfProgram[];
  /** Programs that are not judged, each with the reason. */
  readonly problems: readonly ParseProblem[];
}

/** Sections whose functions are called by programs and are none. */
const shared = /^(?:\.text|\.data|\.rodata|\.bss|license|version|\.?maps)/;

export function findPrograms({ functions, structOps, span }: CProgram): FoundPrograms {
  const members = new Set(structOps.flatMap((ops) => ops.members.map(({ given }) => given)));
  const programs: BpfProgram[] = [];
  const problems: ParseProblem[] = [];
  for (const node of functions) {
    if (!node.section) continue;
    const place = span(node.section);
    const { text } = node.section;
    if (text === undefined) {
      const message = `the section of \`${node.name}\` is not written out`;
      problems.push({ kind: 'unsupported', message, span: place });
      continue;
    }
    if (shared.test(text)) continue;
    // It is judged with the struct that it is put into.
    if (isStructOpsProgram(text) && members.has(node.name)) continue;
    const section = readSectionName(text);
    if (section.kind === 'attach') {
      const { attach, optional, needs } = section;
      programs.push({ node, attach, optional, span: place, ...(needs ? { needs } : {}) });
    } else {
      const message = `${section.what} are not judged, so \`${node.name}\` is not`;
      problems.push({ kind: 'unsupported', message, span: place });
    }
  }
  return { programs, problems };
}

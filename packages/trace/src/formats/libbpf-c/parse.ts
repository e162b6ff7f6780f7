import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { findFamilies } from '../../bpf/families';
import { structOpsProbe } from '../../bpf/struct-ops';
import { fitUses } from '../../c/fit-uses';
import { probeCode } from '../../c/probe-code';
import { readC, type CProgram } from '../../c/read-c';
import type { SourceFile } from '../../trace-format';
import { attachPoints } from './attach-points';
import { createCompiler } from './compiler';
import { readLoader } from './loader/read-loader';
import { lowerProgram, partsOf } from './lower-program';
import { findPrograms } from './programs';
import { openSources } from './sources';
import { withoutFlavours } from './without-flavours';

/** More problems than these of one file are not listed. */
const maxProblems = 100;

export function parse(file: SourceFile): TraceFile {
  const sources = openSources(file);
  const compiler = createCompiler(sources);
  const program = readC(file.text, compiler.options, sources.span);
  const { programs, problems } = findPrograms(program);
  const families = findFamilies(
    programs.map(({ node, attach }) => ({ name: node.name, attach, parts: partsOf(program, node.name) })),
  );
  const loader = readLoader(file, new Set(programs.filter(({ optional }) => optional).map(({ node }) => node.name)));
  const probes = programs.flatMap((each, at) => {
    const family = families[at];
    return attachPoints(each, loader).map(({ attach, guards, decided }) => ({
      ...lowerProgram(each, program, attach, guards),
      ...(family?.relatives === undefined || decided ? {} : { family: family.relatives }),
      ...(family?.twins === undefined ? {} : { group: family.twins }),
    }));
  });
  const ofStructs = structOpsProbes(program);
  const all: readonly ParseProblem[] = [...sources.problems, ...compiler.problems, ...program.problems, ...problems];
  return {
    path: file.path,
    format: 'libbpf-c',
    tool: 'libbpf',
    text: file.text,
    probes: [...probes, ...ofStructs],
    declared: program.declared,
    problems: all.slice(0, maxProblems),
  };
}

/** The structs whose members are programs, each with what these rely on. */
function structOpsProbes(program: CProgram): readonly Probe[] {
  const { structOps, span } = program;
  return structOps.map((ops) => {
    const members = ops.members.map((member) => ({ name: member.name, span: span(member) }));
    const codes = ops.members.flatMap(({ given }) => probeCode(program.code, given, () => undefined) ?? []);
    const read = fitUses(
      { kind: 'always', name: '', span: span(ops) },
      false,
      codes.flatMap(({ uses }) => uses),
    );
    const unknowns = [...codes.flatMap((code) => code.unknowns), ...read.lost];
    return structOpsProbe(ops.type, members, span(ops), {
      uses: read.uses.map((use) => withoutFlavours(use)),
      unknowns,
    });
  });
}

import type { Finding, KernelIdentity } from '@tracefit/model';
import { errorVerdicts, type ErrorVerdict } from './error-verdicts';

/** Errors of the same rule and sentence about one tool. */
interface ErrorRow {
  readonly tool: string;
  readonly rule: string;
  readonly message: string;
  readonly places: number;
  readonly kernels: string;
  readonly verdict: ErrorVerdict | undefined;
}

/** The page that says of each error on a packaged tool whether it is true. */
export function renderVerdicts(findings: readonly Finding[], targets: readonly KernelIdentity[]): string {
  const rows = rowsOf(
    findings.filter(({ severity }) => severity === 'error'),
    targets,
  );
  const count = (is: (row: ErrorRow) => boolean) => rows.filter(is).reduce((sum, { places }) => sum + places, 0);
  const of = (word: ErrorVerdict['verdict']) => count(({ verdict }) => verdict?.verdict === word);
  const body = rows.map(
    ({ tool, rule, message, places, kernels, verdict }) =>
      `| ${tool} | ${rule} | ${message.replaceAll('|', '\\|')} | ${places} | ${kernels} | ${verdict?.verdict ?? 'not judged'} | ${verdict?.why ?? ''} |`,
  );
  return `# Accuracy: errors on packaged tools

Made by \`npm run corpus\`: every error tracefit reports on the BCC, bpftrace and libbpf tools of Debian against the ${targets.length} bundled
kernels, and whether it is true. The verdicts are a person's and kept in \`packages/cli/corpus/error-verdicts.ts\`; an error that nobody has looked at
says so. \`option\` is true, but only where that option of the command line is given.

All distinct findings, warnings among them, were also read once from end to end as a person sees them: message, evidence, effect, fix and names
that are offered. What would not have helped was mended: members of another kind or behind two pointers, other system calls, and names two letters away
from a short one are no longer offered; where a trace event tells of the same as a function that is gone, the fix names it; what no kernel at hand has is
said to be so; BCC is not told to use a macro of libbpf; a type that a probe names in several places is told once.

${count(() => true)} errors: ${of('true')} true, ${of('option')} true with an option, ${of('false')} false, ${count(({ verdict }) => !verdict)} not judged.

| tool | rule | error | places | kernels | verdict | how that was seen |
| --- | --- | --- | ---: | --- | --- | --- |
${body.join('\n')}
`;
}

function rowsOf(errors: readonly Finding[], targets: readonly KernelIdentity[]): readonly ErrorRow[] {
  const groups = new Map<string, Finding[]>();
  for (const error of errors) {
    const key = `${toolOf(error)} ${error.rule} ${error.message}`;
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { rule, message } = first;
      const broken = new Set(group.flatMap((error) => error.targets));
      const on = targets.filter(({ id }) => broken.has(id));
      const ends = [...new Set([on[0]?.version, on.at(-1)?.version])].join(' .. ');
      const tool = toolOf(first);
      const kernels = `${on.length}: ${ends}`;
      return [{ tool, rule, message, places: group.length, kernels, verdict: verdictOf(tool, rule, message) }];
    })
    .sort((a, b) => (a.tool < b.tool ? -1 : Number(a.tool > b.tool)));
}

function toolOf({ file }: Finding): string {
  return file.replace(/\[.*\]$/, '').replace(/^.*\//, '');
}

function verdictOf(tool: string, rule: string, message: string): ErrorVerdict | undefined {
  return errorVerdicts.find(
    (each) =>
      (each.rule === undefined || each.rule === rule) &&
      (each.tools === undefined || each.tools.includes(tool)) &&
      each.says.every((words) => message.includes(words)),
  );
}

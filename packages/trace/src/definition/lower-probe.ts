import type { AttachPoint, Guard, ParseProblem, Probe, Use } from '@tracefit/model';
import { readSectionName } from '../bpf/section-name';
import { textOf, unknownIn, valueOf, type Located, type LocatedScalar } from '../data/located';
import { lowerConditions } from './lower-condition';
import { lowerReads } from './lower-reads';

/** A probe of a definition; none where it is not known what it attaches to. */
export function lowerProbe(probe: Located, guards: readonly Guard[], problems: ParseProblem[]): readonly Probe[] {
  const attachText = valueOf(probe, 'attach');
  const [hidden] = unknownIn(attachText);
  if (hidden) {
    problems.push({
      kind: 'unsupported',
      message: `what it attaches to is not known: ${hidden.reason}`,
      span: hidden.span,
    });
    return [];
  }
  const text = textOf(attachText);
  const attach = text && lowerAttach(text);
  if (!text || !attach) {
    if (text) problems.push({ kind: 'syntax', message: attachHelp, span: text.span });
    return [];
  }
  const uses: Use[] = [...lowerReads(probe, problems)];
  const ifMissing = textOf(valueOf(probe, 'ifMissing'))?.value;
  const group = textOf(valueOf(probe, 'group'))?.text.text;
  const unknowns = unknownIn(probe).map(({ reason, span }) => ({ reason, span }));
  const isUser = attach.kind === 'uprobe' || attach.kind === 'usdt';
  const user = isUser ? [{ reason: 'user-space probe: tracefit checks the kernel side only', span: attach.span }] : [];
  return [
    {
      attach,
      uses,
      guards: [...guards, ...lowerConditions(valueOf(probe, 'when'), problems)],
      ...(ifMissing === 'warn' || ifMissing === 'ignore' ? { ifMissing } : {}),
      ...(group === undefined ? {} : { group }),
      unknowns: [...unknowns, ...user],
      span: probe.span,
    },
  ];
}

const attachHelp = "expected one of libbpf's words and a name: `kprobe/vfs_read`, `tracepoint/sched/sched_switch`";

/** `kprobe/vfs_read`, as in libbpf's `SEC()`. */
function lowerAttach({ text }: LocatedScalar): AttachPoint | undefined {
  const slash = text.text.indexOf('/');
  const section = readSectionName(text.text);
  if (slash < 0 || section.kind !== 'attach') return undefined;
  const { attach } = section;
  const isUser = attach.kind === 'uprobe' || attach.kind === 'usdt';
  const isEvent = attach.kind === 'tracepoint';
  const name = isEvent ? /^[\w-]+:[\w-]+$/ : attach.wildcard ? /^[\w.*?]+$/ : /^[A-Za-z_][\w.]*$/;
  if (!isUser && !name.test(attach.name)) return undefined;
  return { ...attach, span: text.span(slash + 1, text.text.length) };
}

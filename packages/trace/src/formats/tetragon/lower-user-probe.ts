import type { Probe } from '@tracefit/model';
import { itemsOf, textOf, valueOf, type Located } from '../../data/located';
import { requiredText, type Policy } from './policy';

/** An entry of `uprobes` or `usdts`, which attach to programs and not to the kernel. */
export function lowerUserProbe(policy: Policy, entry: Located, kind: 'uprobe' | 'usdt'): readonly Probe[] {
  const path = requiredText(policy, entry, 'path');
  if (!path) return [];
  const names = kind === 'usdt' ? [textOf(valueOf(entry, 'name'))] : itemsOf(valueOf(entry, 'symbols')).map(textOf);
  const first = names[0] ?? path;
  const attach = { kind, name: first.text.text, span: first.text.span(0, first.text.text.length) };
  const reason = 'user-space probe: tracefit checks the kernel side only';
  return [{ attach, uses: [], guards: [], unknowns: [{ reason, span: attach.span }], span: entry.span }];
}

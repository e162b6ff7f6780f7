import type { AttachPoint, Probe, Use } from '@tracefit/model';
import { isTrue, itemsOf, textOf, valueOf, type Located, type LocatedScalar } from '../../data/located';
import { attachFunction } from './attach-function';
import { checkKeys, functionKeys } from './known-keys';
import { checkReach, checkSelectors, lowerArguments, type Body } from './lower-arguments';
import { namedCalls } from './named-calls';
import { requiredText, type Policy } from './policy';
import { lowerArgument, readArgument } from './read-argument';

/** An entry of `kprobes` or `fentries`: a probe for each function it names. */
export function lowerFunctionHook(policy: Policy, hook: Located, kind: 'kprobe' | 'fentry'): readonly Probe[] {
  checkKeys(policy, hook, functionKeys);
  const call = requiredText(policy, hook, 'call');
  if (!call) return [];
  const body = lowerBody(policy, hook);
  const named = namedCalls(policy, call);
  if (named.kind === 'generated') return [generated(call, hook, named.from, body)];
  // The custom resource's default: a call is one of the system's (`+kubebuilder:default=true` of KProbeSpec).
  const syscall = valueOf(hook, 'syscall');
  const isSyscall = named.syscalls || syscall === undefined || isTrue(syscall);
  const ignored = isTrue(valueOf(valueOf(hook, 'ignore'), 'callNotFound'));
  return named.calls.flatMap((name) => {
    const attach = attachFunction(policy, name, isSyscall, kind);
    if (!attach) return [];
    const overridden = overrides(hook, attach);
    return [
      {
        attach,
        uses: body.uses,
        guards: [],
        ...(ignored ? { ifMissing: 'ignore' } : {}),
        unknowns: [...body.unknowns, ...overridden],
        span: hook.span,
      },
    ];
  });
}

function lowerBody(policy: Policy, hook: Located): Body {
  checkReach(policy, hook);
  checkSelectors(policy, hook);
  const body = lowerArguments(policy, hook, ({ index }) => ({ kind: 'arg', index }));
  return { ...body, uses: [...body.uses, ...lowerReturn(policy, hook)] };
}

/** `returnArg` is read where `return` says so. */
function lowerReturn(policy: Policy, hook: Located): readonly Use[] {
  if (!isTrue(valueOf(hook, 'return'))) return [];
  const entry = valueOf(hook, 'returnArg');
  if (!entry) {
    policy.fail('`return` needs `returnArg`', valueOf(hook, 'return')?.span ?? hook.span);
    return [];
  }
  const argument = readArgument(policy, entry);
  return argument?.type ? [lowerArgument({ ...argument, indexSpan: argument.typeSpan }, { kind: 'retval' })] : [];
}

/** Tetragon attaches to what the kernel at hand has, so that nothing of it can be missing. */
function generated(call: LocatedScalar, hook: Located, from: 'syscalls' | 'ftrace', body: Body): Probe {
  const what = from === 'syscalls' ? 'system calls' : 'functions';
  const reason = `the list is made of the ${what} of the kernel at hand, whose arguments differ`;
  const [use] = body.uses;
  return {
    attach: { kind: 'always', name: String(call.value), span: call.text.span(0, call.text.text.length) },
    uses: [],
    guards: [],
    unknowns: [...body.unknowns, ...(use ? [{ reason, span: use.span }] : [])],
    span: hook.span,
  };
}

/**
 * The kernel lets programs change the result of those functions only that it marks for it: all system calls and the
 * `security_` hooks are, of others it is not known here.
 */
function overrides(hook: Located, { kind, name }: AttachPoint): Probe['unknowns'] {
  if (kind === 'ksyscall' || name.startsWith('security_')) return [];
  return itemsOf(valueOf(hook, 'selectors')).flatMap((selector) =>
    [...itemsOf(valueOf(selector, 'matchActions')), ...itemsOf(valueOf(selector, 'matchReturnActions'))].flatMap(
      (action) => {
        const word = textOf(valueOf(action, 'action'));
        if (word?.value !== 'Override') return [];
        return [
          { reason: `whether the kernel lets the result of \`${name}\` be overridden is not checked`, span: word.span },
        ];
      },
    ),
  );
}

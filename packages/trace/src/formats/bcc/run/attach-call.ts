import type { CallExpr, Expr, Place } from '../python/syntax';
import type { AttachRecord, Machine } from './machine';
import type { ProgramRecord, PyValue } from './value';

/** The methods that attach, with the names of their parameters in order (src/python/bcc/__init__.py, usdt.py of BCC 0.31). */
const methods: Readonly<Record<string, readonly string[]>> = {
  attach_kprobe: ['event', 'event_off', 'fn_name', 'event_re'],
  attach_kretprobe: ['event', 'fn_name', 'event_re', 'maxactive'],
  attach_tracepoint: ['tp', 'tp_re', 'fn_name'],
  attach_raw_tracepoint: ['tp', 'fn_name'],
  attach_kfunc: ['fn_name'],
  attach_kretfunc: ['fn_name'],
  attach_lsm: ['fn_name'],
  attach_uprobe: ['name', 'sym', 'sym_re', 'addr', 'fn_name', 'pid', 'sym_off'],
  attach_uretprobe: ['name', 'sym', 'sym_re', 'addr', 'fn_name', 'pid'],
  attach_perf_event: ['ev_type', 'ev_config', 'fn_name', 'sample_period', 'sample_freq', 'pid', 'cpu', 'group_fd'],
  attach_perf_event_raw: ['attr', 'fn_name', 'pid', 'cpu', 'group_fd'],
  attach_xdp: ['dev', 'fn', 'flags'],
  attach_raw_socket: ['fn', 'dev'],
  attach_func: ['fn', 'attachable_fd', 'attach_type', 'flags'],
  enable_probe: ['probe', 'fn_name'],
  enable_probe_or_bail: ['probe', 'fn_name'],
};

export function isAttachMethod(name: string): boolean {
  return Object.hasOwn(methods, name);
}

/** The method of a call that attaches. */
export function attachMethod(node: Expr): string | undefined {
  return node.kind === 'call' && node.of.kind === 'member' && isAttachMethod(node.of.name) ? node.of.name : undefined;
}

/** Notes a call that attaches. */
export function attach(
  machine: Machine,
  node: CallExpr,
  method: string,
  program: ProgramRecord | undefined,
  args: readonly PyValue[],
): void {
  machine.visited.add(node.start);
  const byName = new Map<string, { readonly value: PyValue; readonly place: Place }>();
  let position = 0;
  for (const [at, argument] of node.args.entries()) {
    const name = argument.name ?? methods[method]?.[position++];
    const value = args[at];
    if (name !== undefined && value) byName.set(name, { value, place: argument.value });
  }
  const record: AttachRecord = {
    method,
    program: program ?? machine.programs.at(-1),
    args: byName,
    place: { start: node.start, end: node.end },
    guards: machine.guards,
    caught: machine.caught,
    ...(machine.group === undefined ? {} : { group: machine.group }),
  };
  machine.attached.push(record);
}

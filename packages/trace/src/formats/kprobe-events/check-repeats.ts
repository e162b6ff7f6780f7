import type { Fail } from '../../tracefs/command-lines';
import type { Command, FetchArg, ProbeCommand } from './syntax';

/**
 * Tells of probes whose event has a probe already that it cannot be added to: an event has one kind of probe, one list of
 * arguments, and no probe twice (`register_trace_kprobe`, `append_trace_kprobe`, kernel/trace/trace_kprobe.c).
 * Only events with a name are compared: other names are made by the kernel.
 *
 * @returns whether the kernel refuses the command
 */
export function createRepeatCheck(text: string, fail: Fail): (command: Command) => boolean {
  const events = new Map<string, { readonly first: ProbeCommand; readonly probes: Set<string> }>();
  return (command) => {
    if (command.kind === 'delete') {
      events.clear();
      return false;
    }
    const name = command.kind === 'probe' && !command.broken ? eventOf(command) : undefined;
    if (command.kind !== 'probe' || name === undefined) return false;
    const words = text.slice(command.place.start, command.end);
    const event = events.get(name);
    if (!event) {
      events.set(name, { first: command, probes: new Set([words]) });
      return false;
    }
    if (differs(command, event.first, fail)) return true;
    if (event.probes.has(words)) {
      fail(command.start, command.start + 1, 'the event of that name has the same probe already');
      return true;
    }
    event.probes.add(words);
    return false;
  };
}

/** The event's name with the group that stands in for a missing one; `undefined`: the kernel makes the name. */
function eventOf({ letter, event }: ProbeCommand): string | undefined {
  if (!event?.event) return undefined;
  const groups = { p: 'kprobes', r: 'kprobes', f: 'fprobes', t: 'tracepoints', e: 'eprobes' } as const;
  return `${event.group?.text ?? groups[letter]}/${event.event.text}`;
}

/** Whether a probe is of another kind or has other arguments than the first of its event; then it is told. */
function differs(command: ProbeCommand, first: ProbeCommand, fail: Fail): boolean {
  if (kindOf(first) !== kindOf(command)) {
    fail(command.start, command.start + 1, 'the event of that name has probes of another kind');
    return true;
  }
  const count = Math.max(first.args.length, command.args.length);
  for (let index = 0; index < count; index++) {
    const arg = command.args[index];
    if (arg && first.args[index] && signature(arg) === signature(first.args[index])) continue;
    fail(arg?.start ?? command.end, arg?.end ?? command.end, 'the event of that name has other arguments');
    return true;
  }
  return false;
}

function kindOf({ letter, place }: ProbeCommand): string {
  const returns = place.kind === 'symbol' && place.isReturn;
  return `${letter === 'r' ? 'p' : letter} ${returns || letter === 'r' ? 'returns' : 'enters'}`;
}

/** Name and type, which all probes of an event share. */
function signature(arg: FetchArg | undefined): string {
  const type = arg?.type;
  return `${arg?.name?.text ?? ''}:${type?.name ?? ''}[${type?.count ?? ''}]`;
}

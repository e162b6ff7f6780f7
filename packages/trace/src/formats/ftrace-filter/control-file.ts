/** A file of tracefs that chooses what is traced, as a path names it. */
export type ControlFile =
  /** `set_ftrace_filter` and its like: functions; `commands`: also what to do when one is called. */
  | { readonly kind: 'functions'; readonly commands: boolean }
  | { readonly kind: 'events' }
  | { readonly kind: 'synthetic' }
  /** A file in an event's folder; without `event`: in its system's, without both: in the top one. */
  | {
      readonly kind: 'filter' | 'trigger' | 'enable';
      readonly system?: string;
      readonly event?: string;
    };

const functionFiles = /(?:^|[/.])(?:set_(ftrace_filter|ftrace_notrace|graph_function|graph_notrace)|ftrace_filter)$/;
const eventFiles = /(?:^|\/)events\/(?:([\w*-]+)\/)?(?:([\w*-]+)\/)?(filter|trigger|enable)$/;
/** `sched.sched_switch.trigger`, a name for a file of one's own. */
const ownFiles = /(?:^|[/.])(\w+)\.(\w+)\.(filter|trigger)$/;

/** Which file of tracefs a path is or is named after. */
export function findControlFile(path: string): ControlFile | undefined {
  const functions = functionFiles.exec(path);
  // The graph files take no commands, and neither does the one for functions to leave out.
  if (functions) return { kind: 'functions', commands: functions[1] === undefined || functions[1] === 'ftrace_filter' };
  if (/(?:^|[/.])set_event$/.test(path)) return { kind: 'events' };
  if (/(?:^|[/.])synthetic_events$/.test(path)) return { kind: 'synthetic' };
  const own = eventFiles.exec(path) ?? ownFiles.exec(path);
  if (!own) return undefined;
  const [, system, event, kind] = own;
  if (kind !== 'filter' && kind !== 'trigger' && kind !== 'enable') return undefined;
  return { kind, ...(system !== undefined && { system }), ...(event !== undefined && { event }) };
}

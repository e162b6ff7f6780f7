import type { AttachPoint, Probe, Use } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { Fail } from '../../tracefs/command-lines';
import { parseEventFilter } from '../../tracefs/event-filter';
import { filterRequirements, lowerFilter } from '../../tracefs/lower-filter';
import { lowerSyntheticEvent } from '../../tracefs/synthetic-event';
import { findRequirements } from './find-requirements';
import { lowerArg, type LowerContext } from './lower-arg';
import { isWildcard } from './parse-place';
import type { Command, ProbeCommand } from './syntax';

/** The probes of one command; none for a deletion. `refused`: the kernel refuses it for another command's sake. */
export function lowerCommand(
  text: string,
  command: Command,
  refused: boolean,
  spanAt: SpanMaker,
  fail: Fail,
): readonly Probe[] {
  switch (command.kind) {
    case 'probe':
      return [lowerProbe(text, command, refused, spanAt, fail)];
    case 'synthetic':
      return [lowerSyntheticEvent(command.event, spanAt)];
    case 'delete':
      return [];
  }
}

function lowerProbe(text: string, command: ProbeCommand, refused: boolean, spanAt: SpanMaker, fail: Fail): Probe {
  const uses: Use[] = [];
  const unknowns: Probe['unknowns'][number][] = [];
  const requires = [...findRequirements(command, text, spanAt)];
  let broken = command.broken || refused;
  const span = spanAt(command.start, command.end);
  const context: LowerContext = {
    spanAt,
    place: command.place,
    use: (use) => {
      uses.push(use);
    },
    unknown: (piece, reason) => {
      unknowns.push({ reason, span: spanAt(piece.start, piece.end) });
    },
  };
  tellPlace(context);
  for (const arg of command.args) lowerArg(context, arg);
  if (command.filter) {
    const { start, end } = command.filter;
    const fields = parseEventFilter(text, start, end, (from, to, message) => {
      broken = true;
      return fail(from, to, message);
    });
    uses.push(...lowerFilter(fields, spanAt));
    requires.push(...filterRequirements(fields, spanAt));
  }
  if (broken) unknowns.push({ reason: 'the kernel refuses the definition, it has a mistake', span });
  return {
    attach: lowerPlace(command, spanAt),
    uses,
    guards: [],
    unknowns,
    span,
    ...(requires.length > 0 && { requires }),
  };
}

/** What is not known of a probe because of its place. */
function tellPlace({ place, unknown }: LowerContext): void {
  if (place.kind === 'file') unknown(place, 'a place in a program, not in the kernel');
  if (place.kind === 'address') unknown(place, 'an address means another instruction in every build of the kernel');
  if (place.kind === 'symbol' && place.offset !== undefined) {
    unknown(place, `${place.offset} bytes into a function is another instruction in every build of the kernel`);
  }
}

function lowerPlace(command: ProbeCommand, spanAt: SpanMaker): AttachPoint {
  const { place, letter } = command;
  const span = spanAt(place.start, place.end);
  switch (place.kind) {
    case 'symbol': {
      const { symbol, module, offset, isReturn } = place;
      const kind = letter === 'f' ? (isReturn ? 'fprobe_exit' : 'fprobe') : isReturn ? 'kretprobe' : 'kprobe';
      const wildcard = letter === 'f' && isWildcard(symbol.text);
      return {
        kind,
        name: symbol.text,
        span,
        ...(module && { module: module.text }),
        ...(offset !== undefined && { offset }),
        ...(wildcard && { wildcard }),
      };
    }
    case 'address':
      return { kind: letter === 'r' ? 'kretprobe' : 'kprobe', name: '', address: place.text, span };
    case 'tracepoint':
      return { kind: 'tracepoint_probe', name: place.name, span };
    case 'event':
      return { kind: 'eprobe', name: `${place.system}:${place.name}`, span };
    case 'file':
      return { kind: 'uprobe', name: place.text, span };
  }
}

import type { Span } from '@tracefit/model';
import type { Located } from '../../data/located';
import type { MappedText } from '../../embedded/mapped-text';
import type { Node } from './syntax';
import type { ProgramModule } from './program-module';
import type { Frame, Value } from './value';

/** Where an expression stands. */
export interface Place {
  readonly module: ProgramModule;
  readonly frame: Frame;
}

/** What works out values. Nothing of the program is run: it is only read. */
export interface Machine {
  evaluate(node: Node, place: Place): Value;
  /** Puts texts together; nothing where a program makes too much text. */
  join(parts: readonly MappedText[]): MappedText | undefined;
  /** The value as data, at the place of the node where it is none. */
  data(node: Node, place: Place): Located;
  /** What an import leads to; a reason where it leads nowhere. */
  load(from: ProgramModule, path: string, span: Span): Value;
  /** What a file exports under a name; `default` too. */
  exportOf(module: ProgramModule, name: string, span: Span): Value;
  /** Calls a function of the program. */
  call(value: Extract<Value, { kind: 'function' }>, args: readonly Value[], span: Span): Value;
}

/** `what` is not known without running the program. */
export function unknown(module: ProgramModule, node: Node, reason?: string): Value {
  const source = module.sourceOf(node).replace(/\s+/g, ' ');
  const short = source.length > 40 ? `${source.slice(0, 39)}…` : source;
  return {
    kind: 'unknown',
    reason: reason ?? `\`${short}\` is known only when the program runs`,
    span: module.spanOf(node),
  };
}

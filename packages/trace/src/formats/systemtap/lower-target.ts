import { parseCType, type CType, type PathStep, type Span, type ValueBase } from '@tracefit/model';
import type { CallNode, Piece, StepNode, TargetNode } from './syntax-tree';
import { innermost, keysOf, namesType, type Link, type Read, type Value } from './value';
import { addUnknown, type Walk } from './walk';

/** Longer chains of members are given up, aloud. */
const maxSteps = 64;

/** Notes that a value is read, as a use of its own until something goes further from it. */
export function addRead(walk: Walk, link: Link, span: Span, reads?: Read['reads']): Read {
  const read: Read = { ...link, span, guards: walk.guards, extended: false, ...(reads ? { reads } : {}) };
  // What the script has asked for with `@defined` is there where it is read.
  if (walk.proven.length === 0 || !walk.proven.includes(keysOf(link).at(-1) ?? '')) walk.reads.push(read);
  return read;
}

/** `$name->member[0]`: a variable of the probed code. */
export function lowerTarget(walk: Walk, node: TargetNode): Value {
  const base = baseOf(walk, node);
  if (!base) return [];
  const baseSpan = walk.span({ start: node.start, end: Math.max(node.start, Math.min(node.nameEnd, node.end)) });
  return follow(walk, [{ base, baseSpan, path: [] }], node.steps, node);
}

/** The names that stand for texts with all variables of a kind (stapprobes(3stap)), and arguments of the command line. */
const gathered = /^\$\$(?:vars|locals|parms|return|name)\$*$|^\$(?:\d+|#)$/;

function baseOf(walk: Walk, node: TargetNode): ValueBase | undefined {
  if (gathered.test(node.name)) return undefined;
  const name = node.name.replace(/^\$+|\$+$/g, '');
  switch (walk.context) {
    case 'return':
      return name === 'return' ? { kind: 'retval' } : { kind: 'arg_name', name };
    case 'function':
    case 'tracepoint':
      return { kind: 'arg_name', name };
    case 'registers_return':
      if (name === 'return') return { kind: 'retval' };
      addUnknown(walk, 'a probe without debugging information has no variables by name', node);
      return undefined;
    case 'registers':
      addUnknown(walk, 'a probe without debugging information has no variables by name', node);
      return undefined;
    case 'place':
      addUnknown(walk, `which variables there are at this place in the kernel's code is not known`, node);
      return undefined;
    case 'user':
    case 'none':
      return undefined;
  }
}

/** The links with the members behind them, each a read. */
export function follow(walk: Walk, links: readonly Link[], nodes: readonly StepNode[], at: Piece): Value {
  const steps = nodes.flatMap((step) => stepOf(walk, step));
  return links.map((link) => {
    const isLong = link.path.length + steps.length > maxSteps;
    if (isLong) addUnknown(walk, `more than ${maxSteps} members are followed from one value`, at);
    return addRead(walk, { ...link, path: isLong ? link.path : [...link.path, ...steps] }, walk.span(at));
  });
}

function stepOf(walk: Walk, step: StepNode): readonly PathStep[] {
  const span = walk.span(step);
  if (step.kind === 'index') return [{ kind: 'index', span }];
  // `->member$` and `$$` print what is there.
  const name = step.name.replace(/\$+$/, '');
  if (name !== '' && !/^[$@]/.test(name)) return [{ kind: 'member', name, span }];
  addUnknown(walk, 'the name of a member comes from outside of the script', step);
  return [];
}

/** `@cast(value, "type", "module")->member` */
export function lowerCast(walk: Walk, node: CallNode, value: Value): Value {
  const [, name, module] = node.args;
  if (name?.kind !== 'literal' || !name.isText) {
    addUnknown(walk, 'the type of `@cast` is not written out', node);
    return [];
  }
  if (isForeign(walk, module?.kind === 'literal' ? module.value : undefined)) return [];
  const type = castType(name.value);
  if (!type) {
    addUnknown(walk, `\`${name.value.slice(0, 80)}\` is not read as a type`, name);
    return [];
  }
  const span = walk.span({ start: node.start, end: castEnd(node) });
  const isStruct = ['struct', 'union'].includes(innermost(type).kind);
  // A number is read at any address, whatever the kernel has there.
  if (!isStruct && node.steps.length === 0) return value;
  const links: readonly Link[] =
    value.length > 0 && isStruct
      ? value.map((read) => castLink(read, type, span))
      : [{ base: { kind: 'typed', type }, baseSpan: span, path: [] }];
  return follow(walk, links, node.steps, node);
}

function castEnd(node: CallNode): number {
  const first = node.steps[0];
  return Math.max(node.start, first ? Math.min(first.start, node.end) : node.end);
}

function castLink(read: Read, type: CType, span: Span): Link {
  read.extended = true;
  const { base, baseSpan, path, expected } = read;
  if (path.length === 0 && base.kind === 'typed') return { base: { kind: 'typed', type }, baseSpan, path };
  if (path.length === 0 && !expected) return { base, baseSpan, path, expected: { type, by: 'cast', span } };
  return { base, baseSpan, ...(expected ? { expected } : {}), path: [...path, { kind: 'cast', type, span }] };
}

/** Whether a type or variable is looked up in a program, or in a header that is not the kernel's. */
export function isForeign(walk: Walk, module: string | undefined): boolean {
  if (module === undefined || module === '') return walk.context === 'user';
  return !module.startsWith('kernel') && (module.includes('/') || module.includes('<'));
}

/** Typedefs of the kernel that do not end in `_t`. */
const plainTypedefs = /_t$|^(?:__)?(?:[us](?:8|16|32|64)|[bl]e(?:16|32|64)|sum16|wsum|uint|ulong|ushort|bool|cap)$/;

/**
 * The type of a `@cast`, which is that of what the value points to. A bare name may be a struct's: stap looks for both
 * (dwflpp::declaration_resolve in dwflpp.cxx of SystemTap 5.3).
 */
export function castType(text: string): CType | undefined {
  const name = text.trim().replace(/^&/, '');
  if (name === '' || name.length > 200) return undefined;
  const bare = /^[A-Za-z_]\w*(?=\s*\**$)/.exec(name)?.[0];
  const arithmetic = /^(?:void|char|short|int|long|signed|unsigned|float|double|_Bool)$/;
  const spelled = bare !== undefined && !plainTypedefs.test(bare) && !arithmetic.test(bare) ? `struct ${name}` : name;
  const { type } = parseCType(spelled);
  if (!type) return undefined;
  return type.kind === 'ptr' && namesType(type) ? type : { kind: 'ptr', to: type };
}

import type { CType, PathStep } from '@tracefit/model';
import { own, type Value } from './code';
import { element, member } from './follow';
import { returnedBy } from './kernel-functions';
import { callExtern } from './lower-extern';
import type { CallNode, Expression, FunctionNode, Place } from './syntax';
import { typeMeant } from './meant-type';
import { noteRawRead } from './pointer';
import { addUnknown, addUse, findVariable, finish, isContext, pointed, visit, type Walk } from './walk';

/** How the macros that follow members are written: what stands before the source, and whether the last one is a field. */
const coreReads = /^(?:___arrow|BPF_(?:CORE|PROBE)_READ(?:_USER)?|BPF_CORE_READ_BITFIELD(?:_PROBED)?)$/;
const coreReadsInto = /^BPF_(?:CORE|PROBE)_READ(?:_USER)?(?:_STR)?_INTO$/;
/** Helpers that read memory at an address, their third argument. */
const memoryReads = /^bpf_(?:probe_read(?:_kernel|_user)?(?:_str)?|core_read(?:_str)?)$/;
/** Macros and builtins that only ask whether something is there; what they ask is no use. */
export const questions =
  /^(?:bpf_core_(?:field_exists|field_size|field_offset|type_exists|type_size|type_matches|type_id_\w+|enum_value_exists|enum_value)|bpf_ksym_exists|__builtin_preserve_\w+(?<!access_index))$/;

/** Macros of libbpf's headers that are named like helpers (bpf_helpers.h, bpf_endian.h; bpf_experimental.h of Linux 6.12). */
const isMacro =
  /^bpf_(?:for|for_each|repeat|assert\w*|cmp_(?:un)?likely|throw|obj_new|obj_drop|[hn]to[hn][slb]\w*|cpu_to_be64|be64_to_cpu|core_\w+)$/;

/** A call: of a macro or helper known here, of the text's own functions, or of the kernel's inline functions. */
export function lowerCall(walk: Walk, node: CallNode): Value {
  const { of, args } = node;
  if (of.kind !== 'name') {
    // `map.lookup(&key)` gives what BCC's map holds.
    if (of.kind === 'member' && of.of.kind === 'name' && !findVariable(walk, of.of.name)) visitAll(walk, args);
    else {
      visit(walk, of);
      visitAll(walk, args);
    }
    return own;
  }
  const { name } = of;
  const callee = walk.unit.functions.find((fn) => fn.name === name);
  if (callee) return lowerOwnCall(walk, callee, args);
  const register = /^PT_REGS_PARM([1-8])(?:_CORE|_SYSCALL|_CORE_SYSCALL)?$/.exec(name)?.[1];
  if (walk.headers || isContext(walk, args[0])) {
    if (register !== undefined) return base(walk, { kind: 'arg', index: Number(register) - 1 }, node);
    if (/^PT_REGS_RC(?:_CORE)?$/.test(name)) return base(walk, { kind: 'retval' }, node);
  }
  if (coreReads.test(name)) return followFields(walk, args[0], args.slice(1));
  if (coreReadsInto.test(name)) {
    if (args[0]) visit(walk, args[0]);
    const value = followFields(walk, args[1], args.slice(2));
    finish(walk, value, node);
    return own;
  }
  if (questions.test(name)) return lowerQuestion(walk, name, args, node);
  switch (name) {
    case 'offsetof':
    case '__builtin_offsetof':
      typeUse(walk, args[0], args[1], node);
      return own;
    case 'container_of':
    case '__container_of': {
      if (args[0]) visit(walk, args[0]);
      const type = typeUse(walk, args[1], args[2], node);
      return type ? { type: { kind: 'ptr', to: type } } : own;
    }
    case 'bpf_core_cast':
    case 'bpf_rdonly_cast': {
      if (args[0]) visit(walk, args[0]);
      const type = castType(walk, args[1]);
      return type ? { type: { kind: 'ptr', to: type } } : own;
    }
    case '__builtin_preserve_access_index':
    case 'READ_ONCE':
    case 'ACCESS_ONCE':
    case 'rcu_dereference':
      for (const other of args.slice(1)) visit(walk, other);
      return args[0] ? walk.rules.expression(walk, args[0]) : own;
  }
  const isRead = memoryReads.test(name);
  args.forEach((arg, at) => {
    if (isRead && at === 2) readAt(walk, arg);
    else visit(walk, arg);
  });
  if (callExtern(walk, name, of))
    return { lost: `what \`${name}\` gives is followed, and tracefit does not know its type` };
  const helper = isMacro.test(name) ? undefined : /^bpf_([a-z\d_]+)$/.exec(name)?.[1];
  if (helper !== undefined) addUse(walk, { kind: 'helper', id: helper, span: walk.span(of) });
  const type = returnedBy(name);
  if (type) return { type };
  return { lost: `what \`${name}\` gives is followed, and tracefit does not know its type` };
}

/** A call of a function of the text: what it is given is taken for its parameters' types. */
function lowerOwnCall(walk: Walk, callee: FunctionNode, args: readonly Expression[]): Value {
  const { name, returns } = callee;
  args.forEach((arg, at) => {
    const type = callee.macro ? undefined : callee.params[at]?.type;
    walk.rules.assign(walk, type ? { type } : {}, arg);
  });
  walk.calls.push({ name, guards: walk.guards, withContext: isContext(walk, args[0]) });
  if (returns) return { type: returns };
  return { lost: `what \`${name}\` gives is followed, and tracefit does not know its type` };
}

/** What libbpf must find in the kernel to answer; what only asks whether something is there needs nothing. */
function lowerQuestion(walk: Walk, name: string, args: readonly Expression[], node: CallNode): Value {
  const [first, second] = args;
  switch (name) {
    case 'bpf_core_field_size':
    case 'bpf_core_field_offset':
      if (second) typeUse(walk, first, second, node);
      else if (first) finish(walk, walk.rules.expression(walk, first), first);
      return own;
    case 'bpf_core_type_size':
    case 'bpf_core_type_id_kernel': {
      const type = castType(walk, first);
      const target = type && pointed(walk.types, type);
      if (target && !walk.types.isOwn(target)) addUse(walk, { kind: 'type', type: target, span: walk.span(node) });
      return own;
    }
    case 'bpf_core_enum_value':
      if (second?.kind === 'name') addUse(walk, { kind: 'enumval', name: second.name, span: walk.span(second) });
      return own;
    default:
      return own;
  }
}

/** An address that is read at, which a test may choose. */
function readAt(walk: Walk, node: Expression): void {
  if (node.kind !== 'ternary' || !node.then) {
    noteRawRead(walk, visit(walk, node).pointer, 0, node);
    return;
  }
  const { test, then, otherwise } = node;
  visit(walk, test);
  walk.rules.underTest(walk, test, true, () => readAt(walk, then));
  walk.rules.underTest(walk, test, false, () => readAt(walk, otherwise));
}

/** The type that is named as an argument, or by its id: `bpf_core_type_id_kernel(struct sock)`. */
function castType(walk: Walk, node: Expression | undefined): CType | undefined {
  if (node?.kind === 'type') return typeMeant(walk, node).type;
  if (node?.kind === 'name') return { kind: 'typedef', name: node.name };
  return node?.kind === 'call' ? castType(walk, node.args[0]) : undefined;
}

function base(
  walk: Walk,
  from: { readonly kind: 'arg'; readonly index: number } | { readonly kind: 'retval' },
  place: Place,
): Value {
  return { chain: { base: from, baseSpan: walk.span(place), path: [] } };
}

function visitAll(walk: Walk, nodes: readonly Expression[]): void {
  for (const node of nodes) visit(walk, node);
}

/** `BPF_CORE_READ(source, a, b.c)` reads `source->a->b.c`. */
function followFields(walk: Walk, source: Expression | undefined, fields: readonly Expression[]): Value {
  if (!source) return own;
  return fields.reduce((value, field) => followField(walk, value, field, source), walk.rules.expression(walk, source));
}

/** The names and elements of `b.c[1]`, which stand for members of what comes before. */
function followField(walk: Walk, value: Value, field: Expression, from: Place): Value {
  switch (field.kind) {
    case 'name':
      return member(walk, value, field.name, field, from);
    case 'member':
      return member(walk, followField(walk, value, field.of, from), field.name, field.namePlace, from);
    case 'index': {
      const step: PathStep = { kind: 'index', span: walk.span({ start: field.of.end, end: field.end }) };
      return element(walk, followField(walk, value, field.of, from), step, from);
    }
    default:
      addUnknown(walk, 'what is read here is not understood', field);
      return own;
  }
}

/** A type of the kernel's, and a member of it, as `offsetof` and `container_of` name them. */
function typeUse(
  walk: Walk,
  type: Expression | undefined,
  field: Expression | undefined,
  place: Place,
): CType | undefined {
  const named =
    type?.kind === 'type'
      ? typeMeant(walk, type).type
      : type?.kind === 'name'
        ? ({ kind: 'typedef', name: type.name } as const)
        : undefined;
  const path = namesOf(field);
  if (!named || !path) {
    addUnknown(walk, 'the type or member is not written out', place);
    return named;
  }
  const target = pointed(walk.types, named);
  if (!walk.types.isOwn(target)) addUse(walk, { kind: 'type', type: target, path, span: walk.span(place) });
  return named;
}

/** `a.b` as its names. */
export function namesOf(field: Expression | undefined): readonly string[] | undefined {
  if (field?.kind === 'name') return [field.name];
  if (field?.kind === 'index') return namesOf(field.of);
  if (field?.kind !== 'member') return undefined;
  const before = namesOf(field.of);
  return before && [...before, field.name];
}

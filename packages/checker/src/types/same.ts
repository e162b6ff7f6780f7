import type { CType } from '@tracefit/model';
import { definitions, maxNesting, resolveType, type Scope } from './scope';

/**
 * Whether a value means the same to its reader on two kernels: the same struct is pointed to, an integer has the same
 * size and sign. Typedefs and `const` are looked through, on each side with its own kernel. One opaque side is the same.
 */
export function sameType(a: Scope, left: CType, b: Scope, right: CType, depth = 0): boolean {
  const one = resolveType(a, left);
  const other = resolveType(b, right);
  if (depth > maxNesting || one.kind === 'typedef' || other.kind === 'typedef') return true;
  if (one.kind === 'ptr' && other.kind === 'ptr') {
    const opaque = [resolveType(a, one.to), resolveType(b, other.to)].some((type) => type.kind === 'void');
    return opaque || isSameTypedef(one.to, other.to) || sameType(a, one.to, b, other.to, depth + 1);
  }
  if (one.kind === 'array' && other.kind === 'array') return sameType(a, one.of, b, other.of, depth + 1);
  const [first, second] = [integerOf(a, one), integerOf(b, other)];
  if (first && second) return sameInteger(first, second);
  // A number in a struct of its own is that number: `atomic64_t`, `kuid_t`.
  const plain = first ?? second;
  const inner = plain && (first ? wrapped(b, other) : wrapped(a, one));
  if (inner) return inner.size === plain.size;
  if (one.kind !== other.kind) return false;
  switch (one.kind) {
    case 'struct':
    case 'union':
      return ('name' in other && one.name === other.name) || isSameTypedef(left, right);
    default:
      return true;
  }
}

/** A typedef that keeps its name is the same thing, whatever the struct behind it is called. */
function isSameTypedef(left: CType, right: CType): boolean {
  return left.kind === 'typedef' && right.kind === 'typedef' && left.name === right.name;
}

/**
 * Bytes are the same with and without a sign: since 6.2 the kernel is built with unsigned `char`, and none of its strings
 * changed. Enums have the sign their constants need.
 */
function sameInteger(a: Integer, b: Integer): boolean {
  return a.size === b.size && (a.size === 1 || a.signed === b.signed || a.isEnum || b.isEnum);
}

/** The number that a struct holds and nothing else. */
function wrapped(scope: Scope, type: CType): Integer | undefined {
  let at = type;
  for (let depth = 0; depth <= maxNesting; depth++) {
    const defined = definitions(scope, at);
    const [only, ...others] = defined[0] ?? [];
    if (defined.length !== 1 || !only || others.length > 0 || only.bitSize !== undefined) break;
    at = resolveType(scope, only.type);
  }
  return at === type ? undefined : integerOf(scope, at);
}

interface Integer {
  readonly size: number;
  readonly signed: boolean;
  readonly isEnum: boolean;
}

/** Enums are integers to their reader; GCC makes one unsigned as soon as no constant is negative. */
function integerOf(scope: Scope, type: CType): Integer | undefined {
  if (type.kind === 'int') return { size: type.size, signed: type.signed, isEnum: false };
  if (type.kind === 'inline_enum') return { size: type.size, signed: type.signed, isEnum: true };
  if (type.kind !== 'enum') return undefined;
  const def = scope.kernel.enums(type.name)[0];
  return { size: def?.size ?? 4, signed: def?.signed ?? false, isEnum: true };
}

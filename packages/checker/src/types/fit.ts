import { ask } from '../alike/asked-kernel';
import type { CType } from '@tracefit/model';
import { definitions, maxNesting, resolveType, type Scope } from './scope';

/**
 * Whether a value that is `actual` on the kernel serves someone who takes it for `expected`. It says no only where
 * that is sure: integers of any kind, `void *`, and structs that begin with each other are accepted, since scripts
 * cast between these on purpose.
 */
export function typeFits(scope: Scope, expected: CType, actual: CType): boolean {
  const want = resolveType(scope, expected);
  const have = resolveType(scope, actual);
  if (want.kind !== 'ptr') return !isSmallInteger(want) || have.kind !== 'ptr';
  if (have.kind === 'typedef') return true;
  if (have.kind === 'int') return have.size >= 8;
  if (have.kind === 'array') return pointeeFits(scope, want.to, have.of);
  return have.kind === 'ptr' && pointeeFits(scope, want.to, have.to);
}

/** Whether the kernel's value can be read as text: a pointer to characters, or a word that may hold one. */
export function readsAsString(scope: Scope, actual: CType): boolean {
  const have = resolveType(scope, actual);
  if (have.kind === 'typedef') return true;
  if (have.kind === 'int') return have.size >= 8;
  const to = have.kind === 'ptr' ? have.to : have.kind === 'array' ? have.of : undefined;
  if (!to) return false;
  const pointee = resolveType(scope, to);
  return pointee.kind === 'void' || pointee.kind === 'typedef' || (pointee.kind === 'int' && pointee.size === 1);
}

/** A cast to a full word carries no claim; `int` and narrower cannot hold a pointer. */
function isSmallInteger(type: CType): boolean {
  return type.kind === 'int' && type.size < 8;
}

function pointeeFits(scope: Scope, expected: CType, actual: CType): boolean {
  const want = resolveType(scope, expected);
  const have = resolveType(scope, actual);
  if (isOpaque(want) || isOpaque(have)) return true;
  if (want.kind === 'ptr' && have.kind === 'ptr') return pointeeFits(scope, want.to, have.to);
  // Bytes are read as anything (`unsigned char *data`), but text (`char *`) is not read as a struct.
  if (have.kind === 'int') return want.kind === 'int' || (have.size === 1 && have.name !== 'char');
  if (want.kind === 'int') return have.kind !== 'ptr';
  if (isAggregate(want) && isAggregate(have)) {
    return sameAggregate(want, have) || startsWith(scope, want, have) || startsWith(scope, have, want);
  }
  return want.kind === have.kind;
}

function isOpaque(type: CType): boolean {
  return type.kind === 'void' || type.kind === 'typedef';
}

function isAggregate(type: CType): boolean {
  return ['struct', 'union', 'inline_struct', 'inline_union'].includes(type.kind);
}

/** By name; a libbpf flavour (`sock___old`) is the type it is a flavour of. */
function sameAggregate(a: CType, b: CType): boolean {
  const named = (type: CType) => (type.kind === 'struct' || type.kind === 'union' ? type : undefined);
  const left = named(a);
  const right = named(b);
  if (!left || !right) return a.kind === b.kind;
  if (isSocketAddress(left) && isSocketAddress(right)) return true;
  return left.kind === right.kind && withoutFlavour(left.name) === withoutFlavour(right.name);
}

/** What is behind a `struct sockaddr *`, its family says: `sockaddr_in`, `sockaddr_un`; `sockaddr_unsized` since 6.19. */
function isSocketAddress({ name }: { readonly name: string }): boolean {
  return /^sockaddr(?:_\w+)?$/.test(name);
}

/** libbpf cuts a name at `___` (bpf_core_essential_name_len in tools/lib/bpf/relo_core.c). */
export function withoutFlavour(name: string): string {
  const at = name.indexOf('___');
  return at > 0 ? name.slice(0, at) : name;
}

/** Whether `inner` lies at the start of `outer`, so that a pointer to one is a pointer to the other: sock in tcp_sock. */
function startsWith({ kernel, declared }: Scope, outer: CType, inner: CType): boolean {
  return ask(kernel, (plain) => liesFirst({ kernel: plain, declared }, outer, inner));
}

function liesFirst(scope: Scope, outer: CType, inner: CType): boolean {
  const seen = new Set<string>();
  const begins = (type: CType, depth: number): boolean => {
    const key = type.kind === 'struct' || type.kind === 'union' ? `${type.kind} ${type.name}` : undefined;
    if (depth > maxNesting || (key !== undefined && seen.has(key))) return false;
    if (key !== undefined) seen.add(key);
    return definitions(scope, type).some((members) =>
      members
        .filter((member) => member.bitOffset === 0)
        .some((member) => {
          const first = resolveType(scope, member.type);
          return isAggregate(first) && (sameAggregate(first, inner) || begins(first, depth + 1));
        }),
    );
  };
  return begins(outer, 0);
}

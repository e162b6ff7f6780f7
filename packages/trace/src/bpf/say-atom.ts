import type { Condition, CoreObject } from '@tracefit/model';
import type { Atom } from './atom';

/** Variables that libbpf itself sets (tools/lib/bpf/libbpf.c), by the first kernel on which they are true. */
const libbpfSets: Readonly<Record<string, string>> = {
  LINUX_HAS_BPF_COOKIE: '5.15.0',
  LINUX_HAS_SYSCALL_WRAPPER: '4.17.0',
};

/** A test of the kernel as a condition. */
export function sayAtom({ unknown, op, value }: Atom, object: CoreObject): Condition {
  if (unknown.kind === 'relo')
    return { kind: 'core_value', relo: { object, index: unknown.index }, op, value: `${value}` };
  const isThere = existence(op, value);
  if (unknown.kind === 'symbol') {
    return isThere === undefined
      ? opaque(unknown.name, op, value)
      : not({ kind: 'symbol_exists', name: unknown.name }, !isThere);
  }
  const { name } = unknown;
  if (name === 'LINUX_KERNEL_VERSION') return { kind: 'version', op, version: printVersion(value) };
  if (isThere === undefined) return opaque(name, op, value);
  const since = libbpfSets[name];
  if (since !== undefined) return not({ kind: 'version', op: '>=', version: since }, !isThere);
  return not({ kind: 'config_set', name }, !isThere);
}

/** Whether a comparison says that something is there (not 0), or is not; `undefined` where it says another thing. */
function existence(op: string, value: bigint): boolean | undefined {
  if ((op === '!=' && value === 0n) || (op === '>' && value === 0n) || (op === '>=' && value === 1n)) return true;
  if ((op === '==' && value === 0n) || (op === '<' && value === 1n) || (op === '<=' && value === 0n)) return false;
  return undefined;
}

function not(condition: Condition, negate: boolean): Condition {
  return negate ? { kind: 'not', of: condition } : condition;
}

function opaque(name: string, op: string, value: bigint): Condition {
  return { kind: 'opaque', text: `${name} ${op} ${value}` };
}

/** `KERNEL_VERSION(5, 18, 0)` is 0x51200. */
function printVersion(code: bigint): string {
  return `${code >> 16n}.${(code >> 8n) & 255n}.${code & 255n}`;
}

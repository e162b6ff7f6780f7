import { parseCType, type CType } from '@tracefit/model';

/** What Tetragon takes an argument of a type for. */
export type ArgumentType =
  | { readonly kind: 'value'; readonly type: CType }
  | { readonly kind: 'string' }
  /** Whatever is there is taken. */
  | { readonly kind: 'any' };

/**
 * The types of arguments (the `type` of KProbeArg in types.go, Tetragon 1.6) and the C types that they read
 * (`typesCompatible` in pkg/btf/validation.go, the readers in bpf/process/types).
 */
const cTypes: Readonly<Record<string, string>> = {
  int: 'int',
  sint8: 'signed char',
  int8: 'signed char',
  uint8: 'unsigned char',
  sint16: 'short',
  int16: 'short',
  uint16: 'unsigned short',
  uint32: 'unsigned int',
  sint32: 'int',
  int32: 'int',
  ulong: 'unsigned long',
  uint64: 'unsigned long',
  size_t: 'unsigned long',
  long: 'long',
  sint64: 'long',
  int64: 'long',
  syscall64: 'unsigned long',
  // Bytes behind a pointer of any kind.
  char_buf: 'void *',
  char_iovec: 'struct iovec *',
  skb: 'struct sk_buff *',
  sock: 'struct sock *',
  sockaddr: 'struct sockaddr *',
  sockaddr_un: 'struct sockaddr *',
  socket: 'struct socket *',
  fd: 'int',
  file: 'struct file *',
  filename: 'struct filename *',
  path: 'struct path *',
  bpf_attr: 'union bpf_attr *',
  bpf_cmd: 'int',
  bpf_prog: 'struct bpf_prog *',
  bpf_map: 'struct bpf_map *',
  perf_event: 'struct perf_event *',
  user_namespace: 'struct user_namespace *',
  capability: 'int',
  kiocb: 'struct kiocb *',
  iov_iter: 'struct iov_iter *',
  cred: 'struct cred *',
  load_info: 'struct load_info *',
  module: 'struct module *',
  kernel_cap_t: 'kernel_cap_t *',
  cap_inheritable: 'kernel_cap_t *',
  cap_permitted: 'kernel_cap_t *',
  cap_effective: 'kernel_cap_t *',
  linux_binprm: 'struct linux_binprm *',
  net_device: 'struct net_device *',
  dentry: 'struct dentry *',
};

/** Types that say nothing of what is there: found out by Tetragon itself, not read, or of a record's field. */
const anything = ['auto', 'nop', 'const_buf', 'data_loc'];

/** The types by their names. */
export const argumentTypes: readonly string[] = [...Object.keys(cTypes), 'string', ...anything];

/** What Tetragon takes an argument of that type for; `undefined` where it knows no such type. */
export function argumentType(name: string): ArgumentType | undefined {
  if (name === 'string') return { kind: 'string' };
  if (anything.includes(name)) return { kind: 'any' };
  const text = Object.hasOwn(cTypes, name) ? cTypes[name] : undefined;
  const type = text === undefined ? undefined : parseCType(text).type;
  return type && { kind: 'value', type };
}

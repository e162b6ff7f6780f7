import { parseCType, type CType } from '@tracefit/model';
import { kernel } from '@tracefit/testing';
import { readsAsString, typeFits } from './fit';

const scope = {
  kernel: kernel(
    '6.8',
    `typedef unsigned int u32; typedef unsigned long size_t; typedef unsigned char u8;
    typedef struct sock *sock_ref;
    struct sock_common { int skc_family; }; struct sock { struct sock_common __sk_common; };
    struct inet_sock { struct sock sk; int inet_num; }; struct inet_connection_sock { struct inet_sock icsk_inet; };
    struct tcp_sock { struct inet_connection_sock inet_conn; };
    struct dentry { int d_flags; }; struct inode { int i_mode; }; struct list_head { struct list_head *next; };
    struct work { struct list_head entry; }; struct sockaddr { int sa_family; }; struct sockaddr_in { int sin_family; };`,
  ),
  declared: [],
};

function type(text: string): CType {
  const { type: read } = parseCType(text);
  if (!read) throw new Error(`not a type: ${text}`);
  return read;
}

describe('a type', () => {
  test.each([
    ['struct dentry *', 'const struct dentry *'],
    ['struct sock *', 'sock_ref'],
    ['struct sockaddr_in *', 'struct sockaddr *'],
    ['struct tcp_sock *', 'struct sock *'],
    ['struct sock *', 'struct tcp_sock *'],
    ['struct inet_sock *', 'struct sock_common *'],
    ['struct dentry *', 'void *'],
    ['void *', 'struct dentry *'],
    ['struct dentry *', 'unsigned long'],
    ['struct iphdr *', 'const unsigned char *'],
    ['struct iphdr *', 'const u8 *'],
    ['char *', 'const char *'],
    ['unsigned long', 'struct dentry *'],
    ['int', 'size_t'],
    ['u32', 'int'],
    ['struct sock___old *', 'struct sock *'],
  ])('%s takes %s', (expected, actual) => {
    expect(typeFits(scope, type(expected), type(actual))).toBe(true);
  });

  test.each([
    ['struct dentry *', 'struct inode *'],
    ['struct dentry *', 'struct dentry **'],
    ['struct dentry *', 'int'],
    ['struct dentry *', 'u32'],
    ['struct filename *', 'const char *'],
    ['struct sock *', 'struct dentry'],
    ['int', 'struct dentry *'],
    ['union bpf_attr *', 'struct bpf_attr *'],
  ])('%s does not take %s', (expected, actual) => {
    expect(typeFits(scope, type(expected), type(actual))).toBe(false);
  });

  test.each(['const char *', 'u8 *', 'void *', 'unsigned long', 'char [16]'])('%s reads as text', (actual) => {
    expect(readsAsString(scope, type(actual))).toBe(true);
  });

  test.each(['struct filename *', 'int', 'const char **', 'struct dentry'])('%s does not read as text', (actual) => {
    expect(readsAsString(scope, type(actual))).toBe(false);
  });
});

import { printTrace, sourceFile } from '@tracefit/testing';
import { libbpfC } from '.';

/** What a program reads that is made of macros, its own and libbpf's. */
function linesOf(text: string): string {
  const trace = libbpfC.parse(sourceFile('tool.bpf.c', text));
  expect(trace.problems).toEqual([]);
  return printTrace(trace);
}

describe('C that is made of macros', () => {
  it('has types that are taken from values', () => {
    const text = `#define _(P) ({ typeof(P) val = 0; bpf_probe_read_kernel(&val, sizeof(val), &P); val; })
#define swap(a, b) do { typeof(a) __tmp = (a); (a) = (b); (b) = __tmp; } while (0)
SEC("kprobe/tcp_sendmsg")
int BPF_KPROBE(sent, struct sock *sk)
{
	struct task_struct *t = container_of(sk->sk_node.next, typeof(struct task_struct), thread_node);
	swap(t->pid, t->tgid);
	return _(sk->sk_prot)->owner + _(t->start_time);
}
`;
    expect(linesOf(text)).toBe(`format libbpf-c, tool libbpf
3:5 kprobe tcp_sendmsg
4:22   arg 0, expects struct sock * named sk (declaration)
6:26   type struct task_struct member thread_node
6:39   value of type struct sock *.sk_node.next
7:2   value of type struct task_struct *.pid
7:7   value of type struct task_struct *.pid
7:15   value of type struct task_struct *.tgid
8:9   value of type struct sock *.sk_prot
8:9   helper probe_read_kernel
8:9   value of type struct sock *.sk_prot.owner
8:33   value of type struct task_struct *.start_time
8:33   helper probe_read_kernel
`);
  });

  it('has loops, casts and lists that begin with macros, and words that say nothing', () => {
    const text = `#define say(fmt, args...) ({ static char ___fmt[] = fmt; _Pragma("x") bpf_trace_printk(___fmt, sizeof(___fmt), ##args); })
const volatile struct {
	pid_t tgid;
} config = { -1 };
struct node {
	struct node __arena *next;
	struct task_struct __kptr_untrusted *task;
};
typedef struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, u32);
} by_pid;
SEC("kprobe/tcp_sendmsg")
int BPF_KPROBE(sent, struct sock *sk)
{
	__attribute__((cleanup(forget))) struct bpf_iter_num it;
	u32 check = (__force u32)sk->sk_hash;
	int i;
	say("begun");
	_Static_assert(sizeof(int) == 4, "as ever");
	bpf_for(i, 0, 10) check += i;
	__pragma_loop_no_unroll
	while (check > 1) check--;
	bpf_assert(bpf_cmp_unlikely(check, >=, 1));
	return (struct node){ .next = 0 }.task->pid;
}
`;
    expect(linesOf(text)).toBe(`format libbpf-c, tool libbpf
declares struct node: next, task
13:5 kprobe tcp_sendmsg
14:22   arg 0, expects struct sock * named sk (declaration)
17:27   value of type struct sock *.sk_hash
19:2   helper trace_printk
25:9   value of type struct task_struct *.pid
`);
  });

  it('may define what libbpf defines, and give a struct its type and name apart', () => {
    const text = `#define BPF_KPROBE(name, args...) name(struct pt_regs *ctx); static typeof(name(0)) ____##name(struct pt_regs *ctx, ##args)
SEC("kprobe/tcp_sendmsg")
int BPF_KPROBE(sent, struct sock *sk, struct msghdr *msg) { return sk->sk_hash; }
SEC("fentry/tcp_close")
int BPF_PROG2(closed, struct sock *, sk, long, timeout)
{
	timeout = (long)timeout;
	return sk->sk_family;
}
`;
    expect(linesOf(text)).toBe(`format libbpf-c, tool libbpf
2:5 kprobe tcp_sendmsg
3:22   arg 0, expects struct sock * named sk (declaration)
3:68   value of type struct sock *.sk_hash
4:5 fentry tcp_close
5:23   arg 0, expects struct sock * named sk (declaration)
5:42   arg 1, expects long int named timeout (declaration)
8:9   value of type struct sock *.sk_family
`);
  });
});

/** Words that name no type and no constant of the kernel: bpftrace's builtins (docs/stdlib.md), old ones included. */
export const builtinWords: ReadonlySet<string> = new Set(
  (
    'args ctx cgroup comm cpid cpu curtask elapsed func gid jiffies kstack nsecs ncpus numaid numa_id pcomm pid ppid ' +
    'probe probetype rand retval stack tid uid username usermode ustack dw_ustack leader_comm leader_tid socket_cookie ' +
    'true false default_str_length'
  ).split(' '),
);

/** Functions of the language and its standard library whose arguments have no meaning for the kernel beyond their own. */
export const plainFunctions: ReadonlySet<string> = new Set(
  (
    'assert assert_str bswap cat cgroup_path cgroupid clear comm config cpid cpu delete dw_ustack elapsed errorf exit fail ' +
    'find getopt has_cpid has_key is_array is_err is_integer is_literal is_ptr is_str is_unsigned_integer jiffies kstack ' +
    'ksym leader_comm leader_tid len macaddr memcmp ncpus nsecs ntop numaid override path pcomm pid ppid print printf ' +
    'print_maps probe probetype pton rand signal signal_name signal_thread skboutput skb_output socket_cookie ' +
    'static_assert str_concat strcap strcontains strerror strftime strlen strncmp strstr strcmp syscall_name system tid ' +
    'time tseries uaddr unwatch usermode username ustack usym warnf write_user zero avg count hist lhist max min stats sum ' +
    'kfunc_allowed buf join cgroup uid gid func curtask retval debugf time_now date nop stack len bpf_ktime_get_ns'
  ).split(' '),
);

/** Words with a meaning as an argument of a function only: stack modes, clocks, namespaces. */
export const argumentWords: ReadonlySet<string> = new Set(
  'perf bpftrace raw build_id init curr_ns boot monotonic tai sw_tai dma'.split(' '),
);

/** Whether a word is a builtin, `argN` and `sargN` included. */
export function isBuiltin(word: string): boolean {
  return builtinWords.has(word) || word.startsWith('__builtin_') || /^s?arg\d+$/.test(word);
}

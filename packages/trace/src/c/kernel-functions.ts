import type { CType } from '@tracefit/model';

/** What inline functions and macros of the kernel's headers, and helpers of BPF, give (include/linux, Linux 5.10 to 7.2). */
const returned: Readonly<Record<string, string>> = {
  bpf_get_current_task_btf: 'task_struct',
  inet_sk: 'inet_sock',
  inet_csk: 'inet_connection_sock',
  inet_rsk: 'inet_request_sock',
  inet_twsk: 'inet_timewait_sock',
  tcp_sk: 'tcp_sock',
  tcp_rsk: 'tcp_request_sock',
  udp_sk: 'udp_sock',
  unix_sk: 'unix_sock',
  raw_sk: 'raw_sock',
  ip_hdr: 'iphdr',
  ipv6_hdr: 'ipv6hdr',
  tcp_hdr: 'tcphdr',
  udp_hdr: 'udphdr',
  icmp_hdr: 'icmphdr',
  eth_hdr: 'ethhdr',
  skb_shinfo: 'skb_shared_info',
  file_inode: 'inode',
  d_inode: 'inode',
  sock_net: 'net',
  dev_net: 'net',
  page_folio: 'folio',
  task_pid: 'pid',
  TCP_SKB_CB: 'tcp_skb_cb',
};

export function returnedBy(name: string): CType | undefined {
  const struct = Object.hasOwn(returned, name) ? returned[name] : undefined;
  return struct === undefined ? undefined : { kind: 'ptr', to: { kind: 'struct', name: struct } };
}

/** The files of SystemTap's own tapset (4.8 to 5.3) by the first word of the aliases they define. */
const files: Readonly<Record<string, string>> = {
  syscall: 'linux/sysc_*.stp',
  nd_syscall: 'linux/sysc_*.stp',
  dw_syscall: 'linux/sysc_*.stp',
  tp_syscall: 'linux/sysc_*.stp',
  syscall_any: 'linux/syscall_any.stp',
  nfs: 'linux/nfs.stp',
  nfsd: 'linux/nfsd.stp',
  sunrpc: 'linux/rpc.stp',
  generic: 'linux/vfs.stp',
  vfs: 'linux/vfs.stp',
  signal: 'linux/signal.stp',
  netfilter: 'linux/netfilter.stp',
  socket: 'linux/socket.stp',
  scheduler: 'linux/scheduler.stp',
  tcp: 'linux/tcp.stp',
  udp: 'linux/udp.stp',
  vm: 'linux/memory.stp',
  netdev: 'linux/networking.stp',
  tty: 'linux/tty.stp',
  tcpmib: 'linux/tcpmib.stp',
  ipmib: 'linux/ipmib.stp',
  linuxmib: 'linux/linuxmib.stp',
  scsi: 'linux/scsi.stp',
  kprocess: 'linux/kprocess.stp',
  ioscheduler: 'linux/ioscheduler.stp',
  ioscheduler_trace: 'linux/ioscheduler.stp',
  ioblock: 'linux/ioblock.stp',
  ioblock_trace: 'linux/ioblock.stp',
  workqueue: 'linux/irq.stp',
  softirq: 'linux/irq.stp',
  irq_handler: 'linux/irq.stp',
  input: 'input.stp',
  json_data: 'linux/json.stp',
  prometheus: 'prometheus.stp',
  stap: 'stap_staticmarkers.stp',
};

/** The file of the tapset that a probe point is an alias of, as far as its first word tells. */
export function tapsetOf(name: string): string | undefined {
  const first = /^\w+/.exec(name)?.[0] ?? '';
  return Object.hasOwn(files, first) ? files[first] : undefined;
}

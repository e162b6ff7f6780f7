import { tracepointOf } from './tracepoint-of';

test.each([
  ['sched_switch', 'sched_switch'],
  ['kmem_kmalloc', 'kmalloc'],
  ['kmem_cache_alloc', 'kmem_cache_alloc'],
  ['compaction_isolate_freepages', 'mm_compaction_isolate_freepages'],
  ['skb_kfree', 'kfree_skb'],
  ['kvm_x86_exit', 'kvm_exit'],
  ['kvm_mmu_sync_page', 'kvm_mmu_sync_page'],
  ['net_if_rx', 'netif_rx'],
  ['x86_exceptions_page_fault_user', 'page_fault_user'],
  ['power_cpu_idle', 'cpu_idle'],
])('the event %s of LTTng is the tracepoint %s of the kernel', (event, tracepoint) => {
  expect(tracepointOf(event)).toBe(tracepoint);
});

test('events that LTTng makes by itself are no tracepoints of the kernel', () => {
  expect(tracepointOf('lttng_statedump_end')).toBeUndefined();
});

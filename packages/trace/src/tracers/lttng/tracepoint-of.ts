/** How the names of LTTng's kernel events begin where the kernel's own name differs (lttng-modules, include/instrumentation). */
const renamed: readonly (readonly [RegExp, string])[] = [
  [/^(?:asoc|preemptirq|random|x86_exceptions|x86_irq_vectors)_/, ''],
  [/^btrfs_(?=_extent|(?:add|run)_delayed|(?:alloc|free)_extent_state|find_free_extent)/, ''],
  [/^compaction_/, 'mm_compaction_'],
  [/^irq_(?=softirq_)/, ''],
  [/^kmem_(?=kfree|kmalloc|mm_page_)/, ''],
  [/^kvm_mmu_(?=fast_page|handle_mmio|mark_mmio)/, ''],
  [/^kvm_x86_vcpu_/, 'vcpu_'],
  [/^kvm_x86_/, 'kvm_'],
  [/^mm_vmscan_shrink_slab_/, 'mm_shrink_slab_'],
  [/^net_if_/, 'netif_'],
  [/^net_napi_/, 'napi_'],
  [/^power_(?=clock_|cpu_|machine_|wakeup_)/, ''],
  [/^printk_console$/, 'console'],
  [/^regmap_regcache_/, 'regcache_'],
  [/^skb_consume$/, 'consume_skb'],
  [/^skb_kfree$/, 'kfree_skb'],
  [/^timer_(?=hrtimer_|itimer_)/, ''],
  [/^writeback_(?=balance_dirty|bdi_dirty|global_dirty)/, ''],
  [/^writeback_folio_wait$/, 'folio_wait_writeback'],
];

/** The kernel's tracepoint behind an event of LTTng; `undefined` where LTTng makes the event itself. */
export function tracepointOf(event: string): string | undefined {
  if (/^lttng_/.test(event)) return undefined;
  const rule = renamed.find(([pattern]) => pattern.test(event));
  return rule ? event.replace(rule[0], rule[1]) : event;
}

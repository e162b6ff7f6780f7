/**
 * A type's or constant's name without its flavour: `sock___old` is a `sock`. The last `___` that stands between other
 * characters cuts (bpf_core_essential_name_len in tools/lib/bpf/relo_core.c, Linux 7.2).
 */
export function essentialName(name: string): string {
  for (let at = name.length - 5; at >= 0; at--) {
    if (name.startsWith('___', at + 1) && name[at] !== '_' && name[at + 4] !== '_') return name.slice(0, at + 1);
  }
  return name;
}

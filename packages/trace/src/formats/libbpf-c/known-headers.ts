/**
 * Headers whose contents are known or do not matter here: the kernel's types as `bpftool btf dump` writes them, libbpf's own, those of
 * the kernel's user-space interface and of the C library.
 */
const known =
  /^(?:(?:.*\/)?vmlinux[\w.-]*\.h|(?:.*\/)?bpf\/.*|(?:.*\/)?(?:bpf_(?:helpers|helper_defs|tracing|core_read|endian|experimental)|usdt\.bpf)\.h|(?:uapi\/)?(?:linux|asm|asm-generic|net|netinet|sys|bits)\/.*|(?:std\w+|errno|limits|string|stdlib|unistd|inttypes|assert|time|signal|fcntl|math|ctype)\.h)$/;

/** What programs add to the kernel's types in a header of their own: `vmlinux_flavors.h`, `vmlinux_missing.h`. */
export function isAddition(path: string): boolean {
  return /(?:^|\/)vmlinux_[a-z]\w*\.h$/.test(path);
}

export function isKnownHeader(path: string): boolean {
  return known.test(path);
}

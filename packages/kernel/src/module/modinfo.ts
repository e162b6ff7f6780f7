/** What a module says of itself in `.modinfo`. */
export interface ModuleInfo {
  /** As the kernel names it, with `_` for `-`: `nf_conntrack`. */
  readonly name: string;
  /** `6.1.0-56-amd64 SMP preempt mod_unload modversions `: the release it was built for, then what must be equal too. */
  readonly vermagic?: string;
}

/**
 * Reads `.modinfo`, NUL-terminated `tag=value` (include/linux/moduleparam.h, __MODULE_INFO).
 * @param path of the file, which is named after the module where `name=` is missing (before 4.16)
 */
export function readModinfo(bytes: Uint8Array, path: string): ModuleInfo {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const tags = new Map<string, string>();
  for (const entry of text.split('\0')) {
    const equals = entry.indexOf('=');
    const tag = entry.slice(0, Math.max(equals, 0));
    if ((tag === 'name' || tag === 'vermagic') && !tags.has(tag)) tags.set(tag, entry.slice(equals + 1));
  }
  const vermagic = tags.get('vermagic');
  const name = (tags.get('name') ?? nameOfFile(path)).replaceAll('-', '_');
  return vermagic === undefined ? { name } : { name, vermagic };
}

/** Whether a file is named as modules are. */
export function isModuleName(path: string): boolean {
  return /\.ko(?:\.(?:xz|zst|gz))?$/.test(path);
}

/** The module in `kernel/net/netfilter/nf_conntrack.ko.xz`, as the kernel names it. */
export function nameOfFile(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return file.replace(/\.ko(?:\.\w+)?$/, '').replaceAll('-', '_');
}

/** The release a module was built for: the first word of its vermagic. */
export function releaseOf({ vermagic }: ModuleInfo): string | undefined {
  return vermagic === undefined ? undefined : /^\S+/.exec(vermagic)?.[0];
}

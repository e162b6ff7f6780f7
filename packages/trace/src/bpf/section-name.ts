import type { AttachKind } from '@tracefit/model';

/** What the name of a program's section says of how it attaches. */
export type Section =
  | { readonly kind: 'attach'; readonly attach: SectionAttach; readonly optional: boolean }
  /** A kind of program that is no trace, or none that is judged; `what` is a noun. */
  | { readonly kind: 'other'; readonly what: string };

export interface SectionAttach {
  readonly kind: AttachKind;
  /** Empty where the section does not say it. */
  readonly name: string;
  readonly module?: string;
  readonly offset?: number;
  readonly wildcard?: true;
}

/** Section words of `section_defs` (tools/lib/bpf/libbpf.c, Linux 7.2) that trace the kernel. */
const words: Readonly<Record<string, AttachKind>> = {
  kprobe: 'kprobe',
  kretprobe: 'kretprobe',
  'kprobe.multi': 'kprobe.multi',
  'kretprobe.multi': 'kretprobe.multi',
  'kprobe.session': 'kprobe.multi',
  ksyscall: 'ksyscall',
  kretsyscall: 'kretsyscall',
  fentry: 'fentry',
  fexit: 'fexit',
  fmod_ret: 'fmod_ret',
  fsession: 'fexit',
  lsm: 'lsm',
  lsm_cgroup: 'lsm',
  tp: 'tracepoint',
  tracepoint: 'tracepoint',
  raw_tp: 'raw_tracepoint',
  raw_tracepoint: 'raw_tracepoint',
  'raw_tp.w': 'raw_tracepoint',
  'raw_tracepoint.w': 'raw_tracepoint',
  tp_btf: 'tp_btf',
  iter: 'iter',
  uprobe: 'uprobe',
  uretprobe: 'uprobe',
  'uprobe.multi': 'uprobe',
  'uretprobe.multi': 'uprobe',
  'uprobe.session': 'uprobe',
  usdt: 'usdt',
  perf_event: 'software',
};

/**
 * Names that libbpf's users write where a target is set when the program runs (`bpf_program__set_attach_target`): no kernel
 * function is called so.
 */
const placeholders = /^(?:dummy(?:_\w+)?|foo|placeholder|xxx)$/;

/** Reads a section's name: `?fentry.s/nf_tables:nft_do_chain`. */
export function readSectionName(section: string): Section {
  const optional = section.startsWith('?');
  const text = optional ? section.slice(1) : section;
  const slash = text.indexOf('/');
  const word = slash < 0 ? text : text.slice(0, slash);
  const rest = slash < 0 ? '' : text.slice(slash + 1);
  const kind = words[word] ?? words[word.replace(/\.s$/, '')];
  if (kind === undefined) return { kind: 'other', what: `programs of the kind \`${word}\`` };
  return { kind: 'attach', attach: target(kind, placeholders.test(rest) ? '' : rest), optional };
}

function target(kind: AttachKind, text: string): SectionAttach {
  switch (kind) {
    case 'tracepoint':
      return { kind, name: text.replace('/', ':') };
    case 'kprobe':
    case 'kretprobe':
    case 'fentry':
    case 'fexit':
    case 'fmod_ret': {
      const [, module, name = text, offset] = /^(?:([\w-]+):)?([^+]*)(?:\+(0x[0-9a-f]+|[0-9]+))?$/i.exec(text) ?? [];
      return { kind, name, ...(module ? { module } : {}), ...(Number(offset) > 0 ? { offset: Number(offset) } : {}) };
    }
    case 'kprobe.multi':
    case 'kretprobe.multi':
      return { kind, name: text, ...(/[*?]/.test(text) ? { wildcard: true } : {}) };
    default:
      return { kind, name: text };
  }
}

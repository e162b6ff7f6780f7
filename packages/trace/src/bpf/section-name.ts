import type { AttachKind, Requirement, Span } from '@tracefit/model';

/** What the name of a program's section says of how it attaches. */
export type Section =
  | {
      readonly kind: 'attach';
      readonly attach: SectionAttach;
      readonly optional: boolean;
      /** What the kernel must offer to load such a program. */
      readonly needs?: AttachType;
    }
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

/** A way to attach that came after the oldest kernels with BTF; `constant` is its name in `enum bpf_attach_type`. */
export interface AttachType {
  /** As a noun. */
  readonly what: string;
  readonly constant: string;
}

const multi: AttachType = { what: 'kprobe.multi programs', constant: 'BPF_TRACE_KPROBE_MULTI' };

/** Attach types of section words that not every kernel with BTF has (include/uapi/linux/bpf.h). */
const attachTypes: Readonly<Record<string, AttachType>> = {
  'kprobe.multi': multi,
  'kretprobe.multi': multi,
  'kprobe.session': { what: 'kprobe.session programs', constant: 'BPF_TRACE_KPROBE_SESSION' },
  lsm_cgroup: { what: 'lsm_cgroup programs', constant: 'BPF_LSM_CGROUP' },
  fsession: { what: 'fsession programs', constant: 'BPF_TRACE_FSESSION' },
  'fentry.multi': { what: 'fentry.multi programs', constant: 'BPF_TRACE_FENTRY_MULTI' },
  'fexit.multi': { what: 'fexit.multi programs', constant: 'BPF_TRACE_FEXIT_MULTI' },
  'fsession.multi': { what: 'fsession.multi programs', constant: 'BPF_TRACE_FSESSION_MULTI' },
};

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
  'fentry.multi': 'fentry',
  'fexit.multi': 'fexit',
  'fsession.multi': 'fexit',
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
  const needs = attachTypes[word.replace(/\.s$/, '')];
  const attach = target(kind, placeholders.test(rest) ? '' : rest);
  return { kind: 'attach', attach, optional, ...(needs ? { needs } : {}) };
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
      const wildcard = /[*?]/.test(name) ? { wildcard: true as const } : {};
      return {
        kind,
        name,
        ...wildcard,
        ...(module ? { module } : {}),
        ...(Number(offset) > 0 ? { offset: Number(offset) } : {}),
      };
    }
    case 'kprobe.multi':
    case 'kretprobe.multi':
      return { kind, name: text, ...(/[*?]/.test(text) ? { wildcard: true } : {}) };
    default:
      return { kind, name: text };
  }
}

/** What the kernel must offer for a program; nothing where it is loaded only if it is asked for. */
export function attachRequirements(
  needs: AttachType | undefined,
  optional: boolean,
  span: Span,
): readonly Requirement[] {
  if (!needs || optional) return [];
  const { what, constant } = needs;
  return [{ what, condition: { kind: 'enumval_exists', name: constant }, span }];
}

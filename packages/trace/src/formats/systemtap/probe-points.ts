import type { AttachPoint } from '@tracefit/model';
import type { Context, LoweredPoint } from './context';
import type { Surroundings } from './lower-body';
import type { ComponentNode, ProbePointNode } from './syntax-tree';
import { tapsetOf } from './tapsets';

type Attach = Omit<AttachPoint, 'span'>;

const nothing: Attach = { kind: 'always', name: '' };

/** What is known of where a point stands. */
export interface PointOptions extends Pick<Surroundings, 'span' | 'words'> {
  /** The directory of the tapset that was looked at. */
  readonly tapset?: string | undefined;
  /** Why the tapset was not asked for it. */
  readonly skipped?: string;
}

/** What a probe point that is no alias means (stapprobes(3stap), SystemTap 5.3). */
export function lowerProbePoint(
  point: ProbePointNode,
  { span, words, tapset: directory, skipped }: PointOptions,
): LoweredPoint {
  const { components } = point;
  const name = words(point);
  const make = (attach: Attach, context: Context, ...unknowns: readonly string[]): LoweredPoint => ({
    attach: { ...attach, span: span(point) },
    context,
    unknowns,
  });
  const asWritten: Attach = { ...nothing, name };
  const [first, second] = components;
  if (!first || components.some(({ isDynamic }) => isDynamic === true)) {
    return make(asWritten, 'place', 'the probe point depends on an argument of the command line');
  }
  switch (first.name) {
    case 'kernel':
    case 'module':
    case 'kprobe': {
      const isKprobeModule = first.name === 'kprobe' && second?.name === 'module';
      const [target, ...suffixes] = components.slice(isKprobeModule ? 2 : 1);
      const module = moduleOf(first, isKprobeModule ? second : first);
      return lowerKernelPoint({ first, module, target, suffixes, asWritten, make });
    }
    case 'process':
    case 'java':
    case 'python2':
    case 'python3':
      return make({ kind: 'uprobe', name }, 'user', 'user-space probe: tracefit checks the kernel side only');
    case 'begin':
    case 'end':
    case 'error':
    case 'never':
    case 'oneshot':
    case 'init':
    case 'procfs':
      return make(asWritten, 'none');
    case 'timer':
      return make({ kind: second?.name === 'profile' ? 'profile' : 'interval', name }, 'none');
    case 'perf':
      return make(
        { kind: 'hardware', name },
        'none',
        'a counter of events: whether the processor has it is not known here',
      );
    case 'netfilter':
      if (second?.name === 'hook')
        return make(asWritten, 'none', 'whether the kernel has this netfilter hook is not checked');
      break;
    default:
  }
  const tapset = tapsetOf(name);
  const reason =
    skipped !== undefined
      ? `\`${shorten(name)}\` ${skipped}`
      : directory !== undefined
        ? `\`${shorten(name)}\` is no probe point that tracefit knows, and no alias of the tapset in ${directory}`
        : tapset === undefined
          ? `\`${shorten(name)}\` is no probe point that tracefit knows, and an alias in no file that was given`
          : `\`${shorten(name)}\` is an alias of SystemTap's tapset ${tapset}, which was not read`;
  return make(asWritten, 'place', reason);
}

/** `kernel.` is the image alone; a kprobe is put where the symbol is. */
function moduleOf(first: ComponentNode, named: ComponentNode): string | undefined {
  return first.name === 'kernel' ? 'vmlinux' : named.arg;
}

interface KernelPoint {
  readonly first: ComponentNode;
  readonly module: string | undefined;
  readonly target: ComponentNode | undefined;
  readonly suffixes: readonly ComponentNode[];
  readonly asWritten: Attach;
  readonly make: (attach: Attach, context: Context, ...unknowns: readonly string[]) => LoweredPoint;
}

function lowerKernelPoint(point: KernelPoint): LoweredPoint {
  const { first, module, target, suffixes, asWritten, make } = point;
  const arg = target?.arg;
  const unread = () => make(asWritten, 'place', 'tracefit does not know this kind of probe point');
  if (target === undefined || arg === undefined) return unread();
  const has = (suffix: string) => suffixes.some(({ name }) => name === suffix);
  const inModule = module === undefined ? {} : { module };
  const wild = (text: string) => (/[*?[]/.test(text + (module ?? '')) ? { wildcard: true } : {});
  switch (target.name) {
    case 'function':
    case 'statement': {
      const kind = has('return') ? 'kretprobe' : 'kprobe';
      if (target.isNumber === true || /^0x[\da-f]+$/i.test(arg)) return make({ kind, name: '', address: arg }, 'place');
      if (first.name === 'kprobe') {
        return make({ kind, name: arg, ...inModule, ...wild(arg) }, has('return') ? 'registers_return' : 'registers');
      }
      return lowerFunction(point, arg, kind);
    }
    case 'trace': {
      const parts = arg.split(':');
      const event = parts.at(-1) ?? '';
      if (event === '' || parts.length > 2) return unread();
      return make({ kind: 'raw_tracepoint', name: event, ...wild(event) }, 'tracepoint');
    }
    case 'data':
      return make(
        { kind: 'watchpoint', name: arg },
        'none',
        'a watchpoint: whether the processor can set it is not known here',
      );
    default:
      return unread();
  }
}

/** `name@file:line` */
function lowerFunction(point: KernelPoint, text: string, kind: 'kprobe' | 'kretprobe'): LoweredPoint {
  const { module, target, suffixes, asWritten, make } = point;
  const [, name = '', file, line] = /^([^@]*)(?:@([^:+]*)([:+].*)?)?$/.exec(text) ?? [];
  const has = (...words: readonly string[]) => suffixes.some((suffix) => words.includes(suffix.name));
  if (name === '' || (file !== undefined && /^\*+$/.test(name))) {
    return make(asWritten, 'place', 'which functions a source file has is not known');
  }
  if (has('inline', 'label', 'callee', 'callees')) {
    return make(
      asWritten,
      'place',
      'inlined copies, labels and calls are not seen without the debugging information of the kernel',
    );
  }
  const isWild = /[*?[]/.test(name + (module ?? ''));
  // What has a return or is not inlined has a symbol of its own; else the debugging information knows more.
  const mayBeInlined = !has('call', 'return', 'exported');
  const attach: Attach = {
    kind,
    name,
    ...(module === undefined ? {} : { module }),
    ...(isWild ? { wildcard: true } : {}),
    byDebugInfo: mayBeInlined ? 'with_inlined' : 'without_inlined',
  };
  const isPlace = target?.name === 'statement' || line !== undefined;
  if (isPlace) return make(attach, 'place', 'where a line of the source is in the code of a kernel is not known');
  return make(attach, kind === 'kretprobe' ? 'return' : 'function');
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

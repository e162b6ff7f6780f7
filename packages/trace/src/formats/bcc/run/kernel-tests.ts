import type { Condition } from '@tracefit/model';
import type { SourceText } from '../../../c/source-text';
import { negate } from '../../../explore';
import { hasUnknown, syscallPrefix, type Outcome, type PyValue } from './value';

/** The function names of a system call on the architectures BCC knows (`_syscall_prefixes` of BCC 0.31). */
const prefixes = ['__x64_sys_', '__arm64_sys_', '__s390x_sys_', '__riscv_sys_', 'sys_'];

/** What BCC's questions to the kernel give; `undefined` where it is no such question. */
export function kernelTest(name: string, args: readonly PyValue[]): PyValue | undefined {
  const [first, second] = args.map((arg) =>
    arg.kind === 'text' && !hasUnknown(arg.value.text) ? arg.value : undefined,
  );
  switch (name) {
    case 'get_kprobe_functions':
      return first ? { kind: 'functions', pattern: first, condition: functionsExist(first) } : undefined;
    case 'kernel_struct_has_field':
      return first && second ? structHasField(first.text, second.text) : undefined;
    case 'ksymname':
      return first
        ? {
            kind: 'test',
            outcomes: [
              { value: 1, condition: symbolExists(first.text) },
              { value: -1, condition: negate(symbolExists(first.text)) },
            ],
          }
        : undefined;
    case 'tracepoint_exists':
      return first && second
        ? yesOrNo({ kind: 'tracepoint_exists', system: first.text, name: second.text })
        : undefined;
    case 'support_kfunc':
      // Other architectures are refused before the symbol is looked for (BCC 0.31 and before).
      return yesOrNo({
        kind: 'all',
        of: [
          { kind: 'arch', name: 'x86_64' },
          { kind: 'symbol_exists', name: 'bpf_trampoline_link_prog' },
        ],
      });
    case 'support_raw_tracepoint':
      return yesOrNo({
        kind: 'any',
        of: ['bpf_find_raw_tracepoint', 'bpf_get_raw_tracepoint'].map((symbol) => ({
          kind: 'symbol_exists',
          name: symbol,
        })),
      });
    case 'support_raw_tracepoint_in_module':
      return yesOrNo({ kind: 'symbol_exists', name: 'bpf_trace_modules' });
    case 'support_lsm':
      return yesOrNo({ kind: 'symbol_exists', name: 'bpf_lsm_bpf' });
    default:
      return undefined;
  }
}

export function yesOrNo(condition: Condition): PyValue {
  return {
    kind: 'test',
    outcomes: [
      { value: 1, condition },
      { value: 0, condition: negate(condition) },
    ],
  };
}

/** 1, 0 where the struct has no such field, -1 where there is no such struct (`kernel_struct_has_field()` of BCC's libbpf.c). */
function structHasField(struct: string, field: string): PyValue {
  const type = { kind: 'struct', name: struct } as const;
  const has: Condition = { kind: 'field_exists', type, path: [field] };
  const exists: Condition = { kind: 'type_exists', type };
  const outcomes: readonly Outcome[] = [
    { value: 1, condition: has },
    { value: 0, condition: { kind: 'all', of: [exists, negate(has)] } },
    { value: -1, condition: negate(exists) },
  ];
  return { kind: 'test', outcomes };
}

/** A symbol; that of a system call has the prefix of its architecture. */
function symbolExists(name: string): Condition {
  if (!name.startsWith(syscallPrefix)) return { kind: 'symbol_exists', name };
  return {
    kind: 'any',
    of: prefixes.map((prefix) => ({ kind: 'symbol_exists', name: name.replace(syscallPrefix, prefix) })),
  };
}

/** Whether functions match a pattern from their beginning, as `re.match` does. */
function functionsExist(pattern: SourceText): Condition {
  const names = patternGlobs(pattern.text);
  if (!names || names.some((name) => name.includes('*')))
    return { kind: 'opaque', text: `functions match ${pattern.text}` };
  const [only] = names;
  const exists = names.map((name): Condition => ({ kind: 'function_exists', name }));
  return exists.length === 1 && only !== undefined
    ? { kind: 'function_exists', name: only }
    : { kind: 'any', of: exists };
}

/**
 * A regular expression as names with `*`; `undefined` where it cannot be said so. BCC takes functions whose beginning
 * matches; without a `$` a plain name is taken for that name alone, which is what is meant.
 */
export function patternGlobs(pattern: string): readonly string[] | undefined {
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '');
  const group = /^([\w.*\\]*)\(([\w|.*\\]+)\)([\w.*\\]*)$/.exec(bare);
  const alternatives = group
    ? (group[2] ?? '').split('|').map((each) => `${group[1] ?? ''}${each}${group[3] ?? ''}`)
    : bare.split('|').map((each) => each.replace(/^\^/, '').replace(/\$$/, ''));
  const globs = alternatives.map((each) => each.replace(/\\d[*+]?|(?<!\\)\.[*+]/g, '*').replace(/\\\./g, '.'));
  return globs.every((glob) => /^[\w*.]+$/.test(glob) && !/(?<!\\)\.$/.test(glob)) ? globs : undefined;
}

/** A condition for a comparison of a number that depends on the kernel. */
export function outcomesThat(outcomes: readonly Outcome[], holds: (value: number) => boolean): boolean | Condition {
  const yes = outcomes.filter(({ value }) => holds(value));
  const no = outcomes.filter(({ value }) => !holds(value));
  if (no.length === 0) return true;
  const [first] = yes;
  if (!first) return false;
  const [only] = no;
  if (yes.length === 1) return first.condition;
  if (no.length === 1 && only) return negate(only.condition);
  return { kind: 'any', of: yes.map(({ condition }) => condition) };
}

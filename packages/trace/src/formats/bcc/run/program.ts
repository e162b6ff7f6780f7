import { joinTexts, replaceText, valueText } from '../../../c/source-text';
import type { CallExpr } from '../python/syntax';
import { attach, isAttachMethod } from './attach-call';
import { kernelTest } from './kernel-tests';
import type { Machine } from './machine';
import { none, syscallPrefix, textValue, type Given, type ProgramRecord, type PyValue } from './value';

/** `BPF(text=.., src_file=.., cflags=..)` */
export function createProgram(machine: Machine, node: CallExpr, { positional, named }: Given): PyValue {
  const text = named.get('text') ?? positional[2];
  const file = named.get('src_file') ?? positional[0];
  const flags = named.get('cflags') ?? positional[4];
  const defines =
    flags?.kind === 'list'
      ? flags.items.flatMap((flag) =>
          flag.kind === 'text' && flag.value.text.startsWith('-D')
            ? [flag.value.text.slice(2).replace(/^\s+/, '')]
            : [],
        )
      : [];
  const place = { start: node.start, end: node.end };
  const program: ProgramRecord = { defines, place, ...programText(machine, node, text, file) };
  machine.programs.push(program);
  machine.visited.add(node.start);
  return { kind: 'program', program };
}

function programText(
  machine: Machine,
  node: CallExpr,
  text: PyValue | undefined,
  file: PyValue | undefined,
): Pick<ProgramRecord, 'text' | 'unknown' | 'given'> {
  if (text?.kind === 'text') return { text: text.value };
  if (file?.kind === 'text' && file.value.text !== '') {
    const found = machine.readFile(file.value.text, node);
    if (found) return { text: found };
    return { unknown: `the C text is in a file that is not among those given: ${file.value.text}` };
  }
  if (text?.kind === 'unknown' && text.given === true)
    return { unknown: 'the C text is made of what its user gives on the command line', given: true };
  return { unknown: 'how the script puts its C text together is not understood' };
}

/** Methods of `BPF`, of the class and of what it made. */
export function callProgram(
  machine: Machine,
  node: CallExpr,
  program: ProgramRecord | undefined,
  name: string,
  { positional, named, all }: Given,
): PyValue | undefined {
  if (isAttachMethod(name)) {
    attach(machine, node, name, program, all);
    return none;
  }
  const [first] = positional;
  switch (name) {
    case 'generate_auto_includes':
      // Lines that include headers of the kernel, which are known without them.
      return textValue('', node);
    case 'get_syscall_prefix':
      return textValue(syscallPrefix, node);
    case 'get_syscall_fnname':
      return first?.kind === 'text'
        ? { kind: 'text', value: joinTexts([valueText(syscallPrefix, node.start, node.end), first.value]) }
        : undefined;
    case 'fix_syscall_fnname': {
      const prefix =
        first?.kind === 'text'
          ? /^(?:sys_|__(?:x64|arm64|s390x|ia32_compat)_sys_)/.exec(first.value.text)?.[0]
          : undefined;
      if (prefix === undefined || first?.kind !== 'text') return first;
      return {
        kind: 'text',
        value: replaceText(first.value, prefix, valueText(syscallPrefix, node.start, node.end), 1),
      };
    }
    case 'load_func': {
      const fn = first ?? named.get('func_name');
      const of = program ?? machine.programs.at(-1);
      return fn && of ? { kind: 'handler', program: of, name: fn } : undefined;
    }
    default:
      return kernelTest(name, [...positional, ...named.values()]);
  }
}

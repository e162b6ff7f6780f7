import type { KernelSource } from '../../kernel-source';
import { partFromFunctionList } from '../../parts/part-from-function-list';

/** tracefs' `available_filter_functions`: the functions ftrace can patch. */
export const availableFilterFunctions: KernelSource = {
  id: 'available-filter-functions',
  title: "tracefs' available_filter_functions",
  detect: ({ path }) => /available_filter_functions[^/]*$/.test(path),
  read: ({ bytes }, context) => {
    context.progress('reading the functions ftrace can patch');
    return partFromFunctionList(bytes, 'ftrace', readLine);
  },
};

/** `NAME` or `NAME [MODULE]`; entries ftrace has no name for are `__ftrace_invalid_address___NUMBER`. */
function readLine(line: string): { readonly name: string; readonly module?: string } | undefined {
  const match = /^(\S+)(?:[ \t]+\[([^\]]+)\])?$/.exec(line);
  if (!match) return undefined;
  const [, name = '', module] = match;
  return module === undefined ? { name } : { name, module };
}

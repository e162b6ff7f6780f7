import { FormatError } from '@tracefit/btf';
import type { KernelSource } from '../../kernel-source';
import { EMPTY_PART } from '../../parts/source-part';

/** The text of `/proc/modules`: the modules that were loaded. */
export const template: KernelSource = {
  id: '_template',
  title: 'the text of /proc/modules',
  detect: ({ path, bytes }) => /(?:^|\/)modules$/.test(path) && bytes.length > 0,
  read({ bytes }, context) {
    context.progress('reading the modules');
    const modules: string[] = [];
    let at = 0;
    for (const line of Buffer.from(bytes).toString('utf8').split('\n')) {
      if (line !== '') modules.push(readName(line, at));
      at += Buffer.byteLength(line) + 1;
    }
    return { ...EMPTY_PART, modules };
  },
};

/** `NAME SIZE REFERENCES USERS STATE ADDRESS` (kernel/module/procfs.c, m_show()). */
function readName(line: string, offset: number): string {
  const name = /^(\w+) \d+ /.exec(line)?.[1];
  if (name === undefined) throw new FormatError('a line does not begin with a module and its size', offset);
  return name;
}

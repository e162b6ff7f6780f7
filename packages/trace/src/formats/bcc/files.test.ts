import { printTrace, sourceTree, wrongSpans } from '@tracefit/testing';
import { bcc } from '.';

const handler = `int kprobe__vfs_read(struct pt_regs *ctx, struct file *file)
{
	return file->MEMBER;
}
`;

function read(script: string, files: Readonly<Record<string, string>> = { 'handler.c': handler }): string {
  const trace = bcc.parse(sourceTree('tool.py', { 'tool.py': `from bcc import BPF\n${script}`, ...files }));
  expect(wrongSpans(trace)).toEqual([]);
  return printTrace(trace);
}

describe('C text of a file beside the script', () => {
  it.each([
    'BPF(src_file="handler.c", cflags=["-DMEMBER=f_mode"])',
    'with open("handler.c") as f:\n    text = f.read()\nBPF(text=text.replace("MEMBER", "f_mode"))',
    'import os\npath = os.path.join(os.path.dirname(os.path.abspath(__file__)), "handler.c")\nBPF(text=open(path, "r").read().replace("MEMBER", "f_mode"))',
    'from pathlib import Path\nBPF(text=Path(__file__).parent.joinpath("handler.c").read_text().replace("MEMBER", "f_mode"))',
    'from pathlib import Path\nwith (Path(__file__).resolve().parent / "handler.c").open() as f:\n    BPF(text=f.read().replace("MEMBER", "f_mode"))',
    'text = "".join(open("/usr/share/tools/handler.c").readlines())\nBPF(text=text.replace("MEMBER", "f_mode"))',
  ])('is read: %j', (script) => {
    const text = read(script);
    expect(text).toContain('kprobe vfs_read');
    expect(text).toMatch(/arg 0, expects struct file \* named file .*\n.*\.f_mode/);
    expect(text).not.toMatch(/problem|unknown/);
  });

  it('has its places in that file', () => {
    const trace = bcc.parse(
      sourceTree('tool.py', { 'tool.py': 'from bcc import BPF\nBPF(src_file="handler.c")\n', 'handler.c': handler }),
    );
    expect(trace.probes[0]?.attach.span).toMatchObject({ line: 1, source: { file: 'handler.c' } });
    expect(trace.probes[0]?.attach.span.source?.text).toBe(
      'int kprobe__vfs_read(struct pt_regs *ctx, struct file *file)',
    );
  });

  it('is said to be missing where it is not among the files given', () => {
    expect(read('BPF(src_file="/etc/other.c")')).toContain(
      '2:1 problem unsupported: the C text is in a file that is not among those given: /etc/other.c',
    );
    expect(read('BPF(text=open("../secret").read())')).toContain('problem unsupported: how the script puts its C text');
  });
});

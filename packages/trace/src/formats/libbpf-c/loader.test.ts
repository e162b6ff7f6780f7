import { printTrace, sourceFile, wrongSpans } from '@tracefit/testing';
import { libbpfC } from '.';

const programs = `SEC("fentry/folio_mark_accessed")
int BPF_PROG(folio_accessed, struct folio *folio) { return 0; }
SEC("fentry/mark_page_accessed")
int BPF_PROG(page_accessed, struct page *page) { return 0; }
SEC("kprobe/mark_page_accessed")
int BPF_KPROBE(page_accessed_kprobe, struct page *page) { return 0; }
SEC("fentry/dummy_fentry")
int BPF_PROG(readahead) { return 0; }
SEC("?tp_btf/block_io_start")
int BPF_PROG(io_start) { return 0; }
`;

/** The probes of the programs above and what must hold for them, with this program of user space beside them. */
function probesWith(loader: string): string {
  const beside = (name: string) => (name === 'tool.c' ? sourceFile(name, loader) : undefined);
  const trace = libbpfC.parse({ ...sourceFile('tools/tool.bpf.c', programs), beside });
  expect(wrongSpans(trace)).toEqual([]);
  return printTrace(trace)
    .split('\n')
    .filter((line) => /^\d+:\d+ [a-z]|only if/.test(line))
    .join('\n');
}

describe('the program of user space beside BPF programs', () => {
  it('decides which of them are loaded, by tests of the kernel', () => {
    const loader = `static void choose(struct tool_bpf *obj)
{
	bool folio = fentry_can_attach("folio_mark_accessed", NULL);

	bpf_program__set_autoload(obj->progs.folio_accessed, folio);
	if (folio || kprobe_exists("mark_page_accessed"))
		bpf_program__set_autoload(obj->progs.page_accessed, false);
	bpf_program__set_autoload(obj->progs.page_accessed_kprobe, !folio && env.pages);
	if (tracepoint_exists("block", "block_io_start"))
		bpf_program__set_autoload(obj->progs.io_start, true);
}
int main(void)
{
	struct tool_bpf *obj = tool_bpf__open();
	if (!obj)
		return 1;
	choose(obj);
	return tool_bpf__load(obj);
}`;
    expect(probesWith(loader)).toBe(`1:5 fentry folio_mark_accessed
1:5   only if all(function_exists folio_mark_accessed, prototype_known folio_mark_accessed, config_set CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS)
3:5 fentry mark_page_accessed group entry of mark_page_accessed
3:5   only if all(any(not function_exists folio_mark_accessed, not prototype_known folio_mark_accessed, not config_set CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS), not function_exists mark_page_accessed)
5:5 kprobe mark_page_accessed group entry of mark_page_accessed
5:5   only if all(any(not function_exists folio_mark_accessed, not prototype_known folio_mark_accessed, not config_set CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS), opaque env.pages)
7:5 fentry (no name)
9:5 tp_btf block_io_start if missing: ignore
9:5   only if tracepoint_exists block:block_io_start`);
  });

  it('decides what they attach to, one name after the other', () => {
    const loader = `static int set_target(struct bpf_program *prog)
{
	int err = bpf_program__set_attach_target(prog, 0, "page_cache_ra_order");
	if (!err)
		return 0;
	err = bpf_program__set_attach_target(prog, 0, "do_page_cache_ra");
	if (!err)
		return 0;
	return err;
}
int main(void)
{
	int err = set_target(skel->progs.readahead);
	if (err)
		goto cleanup;
cleanup:
	return err;
}`;
    expect(probesWith(loader)).toContain(`3:12 fentry page_cache_ra_order
7:5   only if all(function_exists page_cache_ra_order, prototype_known page_cache_ra_order)
6:8 fentry do_page_cache_ra
7:5   only if any(not function_exists page_cache_ra_order, not prototype_known page_cache_ra_order)`);
  });

  it('gives up where nothing fits: there its programs are judged', () => {
    const loader = `int main(void)
{
	if (kprobe_exists("mark_page_accessed"))
		bpf_program__set_autoload(skel->progs.page_accessed, false);
	else if (kprobe_exists("folio_mark_accessed"))
		bpf_program__set_autoload(skel->progs.page_accessed_kprobe, false);
	else
		goto cleanup;
	err = tool_bpf__load(skel);
cleanup:
	return err != 0;
}`;
    const probes = probesWith(loader);
    expect(probes).toContain(`3:5 fentry mark_page_accessed group entry of mark_page_accessed
3:5   only if not function_exists mark_page_accessed`);
    expect(probes).toContain(`5:5 kprobe mark_page_accessed group entry of mark_page_accessed
5:5   only if any(function_exists mark_page_accessed, not function_exists folio_mark_accessed)`);
  });

  it('that tests what is not known here leaves them undecided', () => {
    const loader = `static bool fits(void)
{
	if (access("/sys/kernel/btf/nfs", 0))
		return false;
	return true;
}
int main(void) { bpf_program__set_autoload(skel->progs.page_accessed, fits()); }`;
    expect(probesWith(loader)).toContain(`3:5   only if not not_followed access("/sys/kernel/btf/nfs", 0)`);
  });

  it.each([
    ['a function that calls itself', 'int f(int a) { return f(a) + f(a); }\nint main(void) { return f(1); }'],
    [
      'deep tests',
      `int main(void) { ${'if (kprobe_exists("a")) '.repeat(5000)} bpf_program__set_autoload(s->progs.io_start, true); }`,
    ],
    [
      'many tests',
      `int main(void) { ${Array.from({ length: 500 }, (_, i) => `if (kprobe_exists("a${i}")) bpf_program__set_autoload(s->progs.io_start, e${i});`).join('\n')} }`,
    ],
    ['nothing', ''],
  ])('of %s is followed to its end', (_, loader) => {
    expect(probesWith(loader).split('\n').length).toBeLessThan(20);
  });
});

import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const lang = 'bpf-object';
const exit = 'void do_exit(long code);';
const trace = `struct page_pool { int pages; };
SEC("kprobe/do_exit")
r2 = field_byte_offset(struct page_pool, 0:0)
exit`;

export const cases = testRule(rule, [
  {
    name: 'finds a member that lies elsewhere in another type of the name',
    lang,
    trace,
    kernels: kernel('6.1', `struct page_pool { int pages; }; struct page_pool { long id; int pages; }; ${exit}`),
    findings: ['2:1 `struct page_pool.pages` means several things on the kernel, so libbpf refuses the object'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where only one of several types fits, or all agree',
    lang,
    trace,
    kernels: [
      kernel('6.1', `struct page_pool { int pages; }; struct page_pool { long id; }; ${exit}`),
      kernel('6.12', `struct page_pool { int pages; }; struct page_pool { int pages; long id; }; ${exit}`),
    ],
    findings: [],
  },
  {
    name: 'finds a relocation that makes no sense',
    lang,
    trace: `struct page_pool { int pages; };
SEC("kprobe/do_exit")
r2 = field_byte_offset(struct page_pool, 0:4)
exit`,
    kernels: kernel('6.1', `struct page_pool { int pages; }; ${exit}`),
    findings: ['2:1 libbpf refuses the relocation of `struct page_pool.?`, and with it the object'],
  },
]);

import { printTrace, sourceFile, wrongSpans } from '@tracefit/testing';
import { systemtap } from '.';

const files: Readonly<Record<string, string>> = {
  'linux/vfs.stp': `# probe vfs.read = nothing, in a comment {}
@define FILE %( file = $file; mode = $file->f_mode %)
function __ino(file) { return file->f_inode->i_ino }

/** probe vfs.read - Fires where a file is read. */
probe vfs.read = kernel.function("vfs_read")
{
	@FILE
	bytes = @choose_defined($count, 0)
}
probe vfs.read.return = kernel.function("vfs_read").return { size = $return }
probe __vfs.llseek = %( arch != "x86_64" %? kernel.function("never") %: kernel.function("vfs_llseek") %) { }
%( kernel_v >= "6.0" %? probe vfs.readahead = kernel.function("page_cache_ra_order") { } %)
`,
  'linux/sysc_futex.stp': `probe syscall.futex = dw_syscall.futex !, nd_syscall.futex ? {}
probe dw_syscall.futex = kernel.function("sys_futex").call ? { op = __int32($op) }
probe nd_syscall.futex = kprobe.function("__x64_sys_futex") ?, tp_syscall.futex { }
probe tp_syscall.futex = kernel.trace("sys_enter") { if (1 != @const("__NR_futex")) next }
`,
  'linux/loop.stp': 'probe loop.a = loop.b { }\nprobe loop.b = loop.a { }\n',
  'linux/broken.stp': 'probe broken.one = kernel.function("vfs_open") { $file-> } }}} %( probe broken.two = {',
  'linux/arm64/other.stp': 'probe other.point = kernel.function("never") { }\n',
  'choose.stpm': '@define choose_defined(a, b) %( (@defined(@a) ? @a : @b) %)\n',
};

function read(text: string, tapset = files): string {
  const file = {
    ...sourceFile('a.stp', text),
    tapset: { directory: '/tapset', names: () => Object.keys(tapset), read: (name: string) => tapset[name] },
  };
  const trace = systemtap.parse(file);
  expect(wrongSpans(trace)).toEqual([]);
  return printTrace(trace);
}

describe('aliases of the tapset', () => {
  it('are put in with what they read, which has its place in the tapset', () => {
    const text = read('probe vfs.read { println(bytes) }\n');
    expect(text).toContain('1:7 kprobe vfs_read of module vmlinux');
    expect(text).toContain('arg named file.f_mode');
    // `@defined` asks first.
    expect(text).not.toContain('count');
    expect(text).not.toContain('unknown');
    expect(read('probe vfs.read.return { println(size) }')).toContain('kretprobe vfs_read');
  });

  it('that stand for each other are followed, with what makes them optional', () => {
    const text = read('probe syscall.futex { println("x") }\n');
    expect(text).toContain('1:7 kprobe sys_futex of module vmlinux');
    expect(text).toContain('kprobe __x64_sys_futex');
    expect(text).toContain('raw_tracepoint sys_enter');
    expect(text).not.toContain('unknown');
    expect(text).toMatch(/kprobe __x64_sys_futex[^]*only if not function_exists sys_futex/);
  });

  it('are the ones of the whole name, and only then those of its beginning', () => {
    expect(read('probe vfs.read.return { }')).not.toContain(' kprobe vfs_read');
  });

  it('are those for x86_64, behind conditions on the kernel', () => {
    expect(read('probe __vfs.llseek { }')).toContain('kprobe vfs_llseek');
    expect(read('probe other.point { }')).toContain('no alias of the tapset in /tapset');
    expect(read('probe vfs.readahead { }')).toMatch(/page_cache_ra_order[^]*only if version >= 6\.0/);
  });

  it('are looked for by patterns too, unless these stand for very many', () => {
    expect(read('probe vfs.* { }')).toContain('page_cache_ra_order');
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`linux/s${i}.stp`, `probe syscall.s${i} = kernel.function("f${i}") { }`]),
    );
    expect(read('probe syscall.* { }', many)).toContain(
      '`syscall.*` stands for 200 aliases of the tapset, which are not looked at one by one',
    );
  });

  it('that are broken, or stand for each other without an end, are no harm', () => {
    expect(read('probe loop.a { }')).toContain('the aliases of the script stand for more than tracefit looks at');
    expect(read('probe broken.one { }\nprobe broken.two { }')).toContain('unknown');
  });

  it('are said not to be there where no tapset was read', () => {
    expect(printTrace(systemtap.parse(sourceFile('a.stp', 'probe vfs.read { }')))).toContain(
      "`vfs.read` is an alias of SystemTap's tapset linux/vfs.stp, which was not read",
    );
  });
});

import { damage, seededRandom, type Random } from '@tracefit/testing';
import type { CType, FuncProto, Member, Param } from './c-type';
import { evaluateConstant, parseCDecl, parseCDecls, parseCType } from './parse-c';
import { printEnum, printProto, printStruct, printType, printTypedef } from './print-c';

const ptr = (to: CType): CType => ({ kind: 'ptr', to });
const struct = (name: string): CType => ({ kind: 'struct', name });
const typedef = (name: string): CType => ({ kind: 'typedef', name });
const int: CType = { kind: 'int', name: 'int', size: 4, signed: true };
const char: CType = { kind: 'int', name: 'char', size: 1, signed: false };
const unsignedLong: CType = { kind: 'int', name: 'long unsigned int', size: 8, signed: false };

describe('parseCType', () => {
  it.each<[string, CType]>([
    ['struct dentry *', ptr(struct('dentry'))],
    ['const struct path *', ptr({ kind: 'const', of: struct('path') })],
    ['struct sock *const', { kind: 'const', of: ptr(struct('sock')) }],
    ['u64', typedef('u64')],
    ['unsigned long int', unsignedLong],
    ['long unsigned', unsignedLong],
    ['char [16]', { kind: 'array', of: char, count: 16 }],
    ['char[4][2]', { kind: 'array', of: { kind: 'array', of: char, count: 2 }, count: 4 }],
    ['char []', { kind: 'array', of: char, count: 0 }],
    ['const char __user *', ptr({ kind: 'const', of: char })],
    ['union bpf_attr __attribute__((aligned(8))) *', ptr({ kind: 'union', name: 'bpf_attr' })],
    ['enum pid_type', { kind: 'enum', name: 'pid_type' }],
    ['int (*)(struct sock *, size_t)', ptr(func(int, [ptr(struct('sock')), typedef('size_t')]))],
    ['void (*(*)(void))(int)', ptr(func(ptr(func({ kind: 'void' }, [int])), []))],
    ['int (u64)', func(int, [typedef('u64')])],
    ['struct page *(*[3])(void)', { kind: 'array', of: ptr(func(ptr(struct('page')), [])), count: 3 }],
    ['char * /* a name */ volatile', { kind: 'volatile', of: ptr(char) }],
  ])('reads `%s`', (text, type) => {
    expect(parseCType(text)).toEqual({ type, problems: [] });
  });

  it.each([
    ['signed', 'int'],
    ['short', 'short int'],
    ['unsigned short int', 'short unsigned int'],
    ['unsigned', 'unsigned int'],
    ['signed long', 'long int'],
    ['long long', 'long long int'],
    ['int long unsigned long', 'long long unsigned int'],
    ['unsigned char', 'unsigned char'],
    ['signed char', 'signed char'],
    ['unsigned __int128', '__int128 unsigned'],
    ['_Bool', '_Bool'],
    ['long double', 'long double'],
  ])('spells `%s` as BTF does', (text, name) => {
    expect(parseCType(text).type).toMatchObject({ name });
  });

  it.each([
    ['', 1, 'expected a type, found the end'],
    ['struct', 7, 'expected the name of a struct or `{`, found the end'],
    ['struct dentry * d_name', 17, 'expected the end of the type, found `d_name`'],
    ['unsigned float', 1, 'no type is spelled `unsigned float`'],
    ['int int', 1, 'no type is spelled `int int`'],
    ['char [', 7, 'expected the length of an array'],
    ['char [-1]', 7, 'expected the length of an array'],
    ['int (*)(', 9, 'expected a type, found the end'],
  ])('says where `%s` is wrong', (text, column, problem) => {
    const { type, problems } = parseCType(text);
    expect(type).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.problem).toContain(problem);
    expect(problems[0]?.span).toMatchObject({ line: 1, column });
  });

  it.each([
    ['pointers', `int ${'*'.repeat(100_000)}`],
    ['brackets', `int ${'('.repeat(100_000)}`],
    ['arrays', `int ${'[1]'.repeat(100_000)}`],
    ['parameters', `int ${'(int '.repeat(100_000)}`],
    ['pointers in brackets', `int ${`${'*'.repeat(60)}(`.repeat(60)}*${')'.repeat(60)}`],
    ['structs', 'struct { '.repeat(100_000)],
    ['constants', `int [${'(-'.repeat(100_000)}`],
  ])('refuses %s nested too deep', (_, text) => {
    const { type, problems } = parseCType(text);
    expect(type).toBeUndefined();
    expect(problems.map(({ problem }) => problem.replace(/, found .*/, ''))).toEqual(['nested deeper than 64 levels']);
  });

  it('points into the file the text is from', () => {
    const { problems } = parseCType('struct dentry\n * oops', { origin: { offset: 100, line: 7, column: 20 } });
    expect(problems[0]?.span).toEqual({ start: 117, end: 121, line: 8, column: 4 });
  });
});

describe('parseCDecl', () => {
  it('reads the prototype of a kernel function', () => {
    const { decl, problems } = parseCDecl('int inet_bind(struct socket *sock, struct sockaddr *uaddr, int addr_len);');
    const params = [
      { name: 'sock', type: ptr(struct('socket')) },
      { name: 'uaddr', type: ptr(struct('sockaddr')) },
      { name: 'addr_len', type: int },
    ];
    expect(problems).toEqual([]);
    expect(decl).toEqual({ name: 'inet_bind', type: { kind: 'func_proto', proto: { ret: int, params } } });
  });

  it('turns array and function parameters into the pointers that are passed', () => {
    const { decl } = parseCDecl('static inline int bprm_args(char *argv[], int fn(void), const u8 key[static 16])');
    expect(printType(decl?.type ?? int, decl?.name)).toBe('int bprm_args(char **argv, int (*fn)(void), const u8 *key)');
  });

  it.each([
    'int printk(const char *fmt, ...)',
    'void (*(*xchg)(void (*next)(int)))(int)',
    'struct page *(*fns[3])(struct vm_fault *vmf)',
    'const struct file_operations *const *fops',
  ])('prints `%s` as it was', (text) => {
    const { decl, problems } = parseCDecl(text);
    expect(problems).toEqual([]);
    expect(printType(decl?.type ?? int, decl?.name)).toBe(text);
  });
});

describe('parseCDecls', () => {
  it('lays out structs as the x86-64 ABI does', () => {
    const { structs, unsized, problems } = parseCDecls(`
      typedef unsigned int my_u32;
      struct qstr { union { struct { my_u32 hash; u32 len; }; u64 hash_len; }; const unsigned char *name; };
      struct dentry { unsigned char d_flags; struct qstr d_name; char d_iname[3]; short tail; };
      struct tcp_bits { u16 res1 : 4, doff : 4; u16 fin : 9; u8 : 0; u8 last : 1; };
      struct packed_one __attribute__((packed)) { u8 type; u32 len };
      struct flexible { int count; struct qstr items[]; };`);
    expect(problems).toEqual([]);
    expect(unsized).toEqual([]);
    expect(structs.map((def) => `${def.name} ${def.size}: ${offsets(def.members)}`)).toEqual([
      'qstr 16: +0 name+64',
      'dentry 32: d_flags+0 d_name+64 d_iname+192 tail+224',
      'tcp_bits 6: res1+0 doff+4 fin+16 last+32',
      'packed_one 5: type+0 len+8',
      'flexible 8: count+0 items+64',
    ]);
  });

  it('says which structs have no layout, and keeps their members', () => {
    const { structs, unsized } = parseCDecls(
      'struct sk { struct sock_common c; int flags; }; struct n { struct sk s; };',
    );
    expect(unsized).toEqual(['struct sk', 'struct n']);
    expect(structs[0]).toMatchObject({ size: 0, members: [{ name: 'c' }, { name: 'flags', bitOffset: 0 }] });
  });

  it('asks for the size of types it is not told of in the text', () => {
    const sizeOf = () => ({ size: 136, align: 8 });
    const { structs } = parseCDecls('struct sk { char c; struct sock_common common; int flags; };', { sizeOf });
    expect(structs[0]).toMatchObject({ size: 152, members: [{}, { bitOffset: 64 }, { bitOffset: 1152 }] });
  });

  it('follows a typedef that stands before its struct, and gives up on one that means itself', () => {
    const { structs, unsized } =
      parseCDecls(`typedef struct kernel_siginfo kernel_siginfo_t; typedef kernel_siginfo_t info_t;
      struct kernel_siginfo { int si_signo; long si_code; }; struct ksignal { info_t info; };
      typedef loop_t pool_t; typedef pool_t loop_t; struct looped { loop_t x; };`);
    expect(structs.map((def) => def.size)).toEqual([16, 16, 0]);
    expect(unsized).toEqual(['struct looped']);
  });

  it('computes enums and the lengths that use them', () => {
    const { enums, structs, problems } = parseCDecls(
      `enum { TASK_COMM_LEN = 16 };
       enum pid_type { PIDTYPE_PID, PIDTYPE_TGID = 1 << 2, PIDTYPE_PGID, NEGATIVE = -0x2, };
       enum wide { ALL = 0xffffffffffffffffULL };
       struct task { char comm[TASK_COMM_LEN * 2 + LEN]; enum pid_type type; };`,
      { constants: new Map([['LEN', 4n]]) },
    );
    expect(problems).toEqual([]);
    expect(enums.map((def) => `${printEnum(def)} ${def.size} ${def.signed}`)).toEqual([
      'enum  { TASK_COMM_LEN = 16 }; 4 false',
      'enum pid_type { PIDTYPE_PID = 0, PIDTYPE_TGID = 4, PIDTYPE_PGID = 5, NEGATIVE = -2 }; 4 true',
      'enum wide { ALL = 18446744073709551615 }; 8 false',
    ]);
    expect(structs[0]?.size).toBe(40);
  });

  it('sorts what it reads', () => {
    const found = parseCDecls(`struct sock;
      typedef int (*filldir_t)(struct dir_context *, const char *, int);
      extern struct task_struct *current_task, init_task;
      bool capable(int cap), ns_capable(struct user_namespace *ns, int cap);`);
    expect(found.problems).toEqual([]);
    expect(found.forwards).toEqual([{ kind: 'struct', name: 'sock' }]);
    expect(found.typedefs.map(printTypedef)).toEqual([
      'typedef int (*filldir_t)(struct dir_context *, const char *, int);',
    ]);
    expect(found.variables.map((v) => printType(v.type, v.name))).toEqual([
      'struct task_struct *current_task',
      'struct task_struct init_task',
    ]);
    expect(found.functions.map((f) => printProto(f.name, f.proto))).toEqual([
      'bool capable(int cap)',
      'bool ns_capable(struct user_namespace *ns, int cap)',
    ]);
  });

  it('goes on behind what it cannot read', () => {
    const { structs, problems } = parseCDecls('struct a { int ??; int x; }; struct inode { long i_ino; };');
    expect(problems.map((p) => `${p.span.column} ${p.problem}`)).toEqual(['16 expected a name, found `?`']);
    expect(structs.map((def) => def.name)).toEqual(['a', 'inode']);
  });

  it('reads its own printing of a struct', () => {
    const text = [
      'struct file {',
      '\tunion {',
      '\t\tstruct callback_head *f_task_work; /* 0 */',
      '\t\tunsigned int f_iocb_flags; /* 0 */',
      '\t}; /* 0 */',
      '\tunsigned int f_mode : 3; /* 8:0 */',
      '\tunsigned int f_flags : 5; /* 8:3 */',
      '\tvoid (*f_release)(struct file *, int); /* 16 */',
      '};',
    ].join('\n');
    const [def] = parseCDecls(text).structs;
    expect(def && printStruct(def, { offsets: true })).toBe(text);
  });
});

describe('evaluateConstant', () => {
  it.each([
    ['1 << 4 | 3', 19n],
    ['(2 + 3) * 4 - -1', 21n],
    ['~0ULL', -1n],
    ["'A' + '\\n'", 75n],
    ['010 + 0x10 + 0b11', 27n],
    ['7 / 2 == 3 && !0', 1n],
    ['PAGE_SIZE * 2', 8192n],
  ])('computes `%s`', (text, value) => {
    expect(evaluateConstant(text, new Map([['PAGE_SIZE', 4096n]]))).toBe(value);
  });

  it.each(['', '1 +', 'NR_CPUS', '1 / 0', '1 << 64', '1 << -1', '08', '1 2', '"x"', '(1', '99999999999999999999999'])(
    'has no value for `%s`',
    (text) => {
      expect(evaluateConstant(text)).toBeUndefined();
    },
  );
});

describe('a type printed and read again', () => {
  it('is the same type', () => {
    const random = seededRandom(20240229);
    for (let round = 0; round < 4_000; round++) {
      const type = randomType(random, 4);
      const text = printType(type);
      expect({ text, ...parseCType(text) }).toEqual({ text, type, problems: [] });
    }
  });

  it('is the same prototype', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 1_500; round++) {
      const proto = randomProto(random, 3);
      const text = printProto('vfs_unlink', proto);
      const { decl } = parseCDecl(text);
      expect({ text, decl }).toEqual({ text, decl: { name: 'vfs_unlink', type: { kind: 'func_proto', proto } } });
    }
  });
});

describe('damaged C text', () => {
  const text = `struct dentry { unsigned int d_flags : 3; struct { u64 x[4]; } u; int (*d_revalidate)(struct dentry *, ...); };
    enum pid_type { PIDTYPE_PID = 1 << 3, PIDTYPE_MAX }; typedef struct qstr *qstr_t; int vfs_rmdir(struct inode *dir);`;

  it('gives declarations and problems, never an exception', () => {
    let withProblems = 0;
    for (let seed = 0; seed < 2_000; seed++) {
      const damaged = damage(text, seed);
      if (parseCDecls(damaged).problems.length > 0) withProblems++;
      parseCType(damaged);
    }
    expect(withProblems).toBeGreaterThan(800);
  });

  it.each([
    'struct a { ',
    'union { struct { ',
    'int f(int (*)(',
    'enum { A = ((((',
    '"\\"',
    "'",
    '/*',
    '#\\\n',
    '__attribute__((',
    '{',
    'struct x { int a : ',
  ])('is read to its end when it is `%s` a hundred thousand times', (piece) => {
    expect(parseCDecls(piece.repeat(100_000))).toBeDefined();
  });
});

function func(ret: CType, types: readonly CType[]): CType {
  return { kind: 'func_proto', proto: { ret, params: types.map((type) => ({ name: '', type })) } };
}

function offsets(members: readonly Member[]): string {
  return members.map((member) => `${member.name}+${member.bitOffset}`).join(' ');
}

const names = ['task_struct', 'dentry', 'sk_buff', 'inode', 'path', 'sock'];
const pick = (random: Random) => names[random(names.length)] ?? 'file';

/** Any type C can say; anonymous structs hold only what has a size, since their layout is computed on reading. */
function randomType(random: Random, depth: number): CType {
  const kind = depth === 0 ? random(3) : random(9);
  switch (kind) {
    case 0:
      return [int, char, unsignedLong, { kind: 'void' } as const][random(4)] ?? int;
    case 1:
      return { kind: (['struct', 'union', 'enum'] as const)[random(3)] ?? 'struct', name: pick(random) };
    case 2:
      return typedef(['u64', 'size_t', 'pid_t', 'bool'][random(4)] ?? 'u8');
    case 3:
    case 4:
      return ptr(randomType(random, depth - 1));
    case 5: {
      const of = randomType(random, depth - 1);
      return of.kind === 'func_proto' || of.kind === 'void' ? ptr(of) : { kind: 'array', of, count: random(5) };
    }
    case 6: {
      const of = randomType(random, depth - 1);
      const kinds = ['const', 'volatile', 'restrict'] as const;
      return of.kind === 'array' || of.kind === 'func_proto' ? of : { kind: kinds[random(3)] ?? 'const', of };
    }
    case 7:
      return { kind: 'func_proto', proto: randomProto(random, depth - 1) };
    default:
      return randomAggregate(random, depth);
  }
}

function randomProto(random: Random, depth: number): FuncProto {
  const ret = randomType(random, depth);
  const params: Param[] = [];
  for (let count = random(4); count > 0; count--) {
    const type = randomType(random, depth);
    const passed = type.kind === 'array' || type.kind === 'func_proto' || type.kind === 'void' ? ptr(type) : type;
    params.push({ name: random(2) ? pick(random) : '', type: passed });
  }
  const returned = ret.kind === 'array' || ret.kind === 'func_proto' ? ptr(ret) : ret;
  return { ret: returned, params, ...(params.length > 0 && random(4) === 0 ? { variadic: true } : {}) };
}

/** Members of 8 bytes each, so that their places are plain without a second layout algorithm. */
function randomAggregate(random: Random, depth: number): CType {
  const isUnion = random(2) === 0;
  const members = Array.from({ length: random(4) + 1 }, (_, index): Member => {
    const type = random(2) ? ptr(randomType(random, depth - 1)) : unsignedLong;
    const bits = type.kind === 'int' && random(3) === 0 ? { bitSize: 64 } : {};
    return { name: `d_${index}`, type, bitOffset: isUnion ? 0 : index * 64, ...bits };
  });
  return { kind: isUnion ? 'inline_union' : 'inline_struct', size: isUnion ? 8 : members.length * 8, members };
}

/**
 * The names after `%` that `regs_query_register_offset` knows, of every architecture with kprobe events
 * (arch/<arch>/kernel/ptrace.c, `regoffset_table`). Which of them a kernel has, and which argument one holds, is a matter
 * of its architecture; a name that none has is a mistake.
 */
const names = [
  // x86
  'ax bx cx dx si di bp sp ip cs ss flags orig_ax ds es fs gs r8 r9 r10 r11 r12 r13 r14 r15',
  // arm64
  ...range('x', 0, 30),
  'pc pstate',
  // arm
  ...range('r', 0, 10),
  'fp lr cpsr ORIG_r0',
  // riscv
  'epc ra gp tp',
  ...range('t', 0, 6),
  ...range('s', 0, 11),
  ...range('a', 0, 7),
  'status badaddr cause orig_a0',
  // powerpc
  ...range('gpr', 0, 31),
  'nip msr ctr link xer ccr softe mq trap dar dsisr',
  // s390 has r0 to r15, also loongarch and mips
  ...range('r', 0, 31),
  'orig_gpr2 csr_era csr_badvaddr csr_crmd csr_prmd csr_euen csr_ecfg csr_estat orig_a0',
  'c0_status hi lo acx c0_badvaddr c0_cause c0_epc',
  // parisc, sh, xtensa, csky
  ...range('gr', 0, 31),
  ...range('regs', 0, 31),
  'pr sr gbr mach macl tra psw',
].flatMap((line) => line.split(' '));

const registers: ReadonlySet<string> = new Set(names);

/** Whether any architecture has a register of that name. */
export function isRegister(name: string): boolean {
  return registers.has(name);
}

function range(prefix: string, first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`);
}

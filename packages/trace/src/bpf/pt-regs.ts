import type { CoreObject } from '@tracefit/model';

/** Where `struct pt_regs` has the arguments and the return value, in bytes, by the architecture the object was compiled for. */
interface Layout {
  readonly arguments: readonly number[];
  readonly returned: number;
}

const layouts = {
  /** arch/x86/include/asm/ptrace.h */
  x86_64: { arguments: [112, 104, 96, 88, 72, 64], returned: 80 },
  /** arch/arm64/include/asm/ptrace.h */
  arm64: { arguments: [0, 8, 16, 24, 32, 40, 48, 56], returned: 0 },
  /** arch/riscv/include/asm/ptrace.h */
  riscv64: { arguments: [80, 88, 96, 104, 112, 120, 128, 136], returned: 80 },
  /** arch/s390/include/uapi/asm/ptrace.h */
  s390x: { arguments: [32, 40, 48, 56, 64], returned: 32 },
} satisfies Readonly<Record<string, Layout>>;

/** The architecture whose registers an object reads: it does not name one, its `struct pt_regs` shows it. */
export function registersOf(types: Pick<CoreObject, 'structs'>): keyof typeof layouts | undefined {
  const has = (struct: string, member: string): boolean =>
    types.structs.some((def) => def.name === struct && def.members.some(({ name }) => name === member));
  if (has('pt_regs', 'a0') || has('user_regs_struct', 'a0')) return 'riscv64';
  if (has('user_pt_regs', 'pstate') || has('pt_regs', 'pstate')) return 'arm64';
  if (has('user_pt_regs', 'gprs') || has('pt_regs', 'gprs')) return 's390x';
  return has('pt_regs', 'di') ? 'x86_64' : undefined;
}

/** The layout an object was compiled with. */
export function registerLayout(types: Pick<CoreObject, 'structs'>): Layout {
  return layouts[registersOf(types) ?? 'x86_64'];
}

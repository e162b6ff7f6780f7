/** The registers that hold the first arguments of a kernel function, in order, by the architecture's name. */
const argumentRegisters: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // System V ABI x86-64, 3.2.3; the names are those of regs_query_register_offset (arch/x86/kernel/ptrace.c).
  x86_64: [
    ['di', 'rdi', 'edi'],
    ['si', 'rsi', 'esi'],
    ['dx', 'rdx', 'edx'],
    ['cx', 'rcx', 'ecx'],
    ['r8', 'r8d'],
    ['r9', 'r9d'],
  ],
  // AAPCS64, 6.8.2; bpftrace calls them r0 to r7.
  arm64: numbered('x', 0, 8).map(([name = '']) => [name, name.replace('x', 'r')]),
  // RISC-V calling convention, integer registers.
  riscv64: numbered('a', 0, 8),
  // ELF ABI for s390x, 1.2.5.
  s390x: numbered('r', 2, 5),
  // 64-bit ELF V2 ABI for Power, 2.2.4.
  ppc64le: numbered('gpr', 3, 8),
};

function numbered(letter: string, first: number, count: number): readonly (readonly string[])[] {
  return Array.from({ length: count }, (_, at) => [`${letter}${first + at}`]);
}

/** Where the arguments begin that lie on the stack at the entry of a function: behind the return address on x86-64. */
const firstSlot: Readonly<Record<string, number>> = { x86_64: 1, arm64: 0 };

/** Whether a name is that of a slot of the stack, tracefs' `stackN` or bpftrace's `sargN`, and not of a register. */
export function isStackSlot(name: string): boolean {
  return /^(?:stack|sarg)\d+$/.test(name);
}

/** Which argument word lies in a slot of the stack: `sargN` counts those arguments, `stackN` all slots. */
function argumentOfSlot(arch: string, name: string): number | undefined {
  const [, kind, digits = ''] = /^(stack|sarg)(\d+)$/.exec(name) ?? [];
  const first = firstSlot[arch];
  if (kind === undefined || first === undefined) return undefined;
  const slot = Number(digits) - (kind === 'stack' ? first : 0);
  return slot < 0 ? undefined : registersOf(arch).length + slot;
}

/** Which argument word a register, or a slot of the stack, holds at the entry of a function, counted from 0. */
export function argumentOfRegister(arch: string, register: string): number | undefined {
  if (isStackSlot(register)) return argumentOfSlot(arch, register);
  const at = argumentRegisters[arch]?.findIndex((names) => names.includes(register.toLowerCase())) ?? -1;
  return at < 0 ? undefined : at;
}

/** The register that holds an argument word at the entry of a function. */
export function registerOfArgument(arch: string, index: number): string | undefined {
  return argumentRegisters[arch]?.[index]?.[0];
}

/** The slot of the stack that holds an argument word no register does, as tracefs and as bpftrace call it. */
export function slotOfArgument(
  arch: string,
  index: number,
): { readonly tracefs: string; readonly bpftrace: string } | undefined {
  const first = firstSlot[arch];
  const at = index - registersOf(arch).length;
  return first === undefined || at < 0 ? undefined : { tracefs: `$stack${at + first}`, bpftrace: `sarg${at}` };
}

/** All registers that hold arguments, in order. */
export function registersOf(arch: string): readonly string[] {
  return (argumentRegisters[arch] ?? []).flatMap((names) => names[0] ?? []);
}

/** Whether the calling convention of the architecture is known here. */
export function knowsRegisters(arch: string): boolean {
  return argumentRegisters[arch] !== undefined;
}

/** The names behind `%` that the kernel knows (regoffset_table, arch/ARCH/kernel/ptrace.c). */
const kernelNames: Readonly<Record<string, RegExp>> = {
  x86_64: /^(?:r(?:8|9|1[0-5])|[abcd]x|[sd]i|[bs]p|ip|[cs]s|flags|orig_ax)$/,
  arm64: /^(?:x(?:\d|[12]\d|30)|sp|pc|pstate)$/,
  riscv64: /^(?:a[0-7]|s\d|s1[01]|t[0-6]|ra|[sgt]p|epc|status|badaddr|cause|orig_a0)$/,
  s390x: /^r(?:\d|1[0-5])$/,
  ppc64le: /^(?:gpr(?:[12]?\d|3[01])|nip|msr|ctr|link|xer|ccr|softe|trap|dar|dsisr)$/,
};

/** The architectures that have an argument or another register the kernel knows under each of these names. */
export function architecturesOf(registers: readonly string[]): readonly string[] {
  const has = (arch: string, name: string) =>
    argumentOfRegister(arch, name) !== undefined || kernelNames[arch]?.test(name.toLowerCase()) === true;
  return Object.keys(argumentRegisters).filter((arch) => registers.every((name) => has(arch, name)));
}

/** Whether the architecture's kernel has no register of that name; `false` also where its names are not known here. */
export function lacksRegister(arch: string, register: string): boolean {
  return kernelNames[arch]?.test(register) === false;
}

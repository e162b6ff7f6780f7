/** What runs kernels of one architecture. */
export interface Emulator {
  readonly command: string;
  /** A C compiler that makes static programs for it. */
  readonly compiler: string;
  readonly machine: readonly string[];
  readonly console: string;
  /** More for the kernel's command line; `answers=TTY` names the serial line that guest/init answers on. */
  readonly append: string;
  /** The options that send that line to a file. */
  readonly output: (file: string) => readonly string[];
}

const EMULATORS: Readonly<Record<string, Emulator>> = {
  // Debian: qemu-system-x86, gcc, libc6-dev.
  x86_64: {
    command: 'qemu-system-x86_64',
    compiler: 'gcc',
    machine: [],
    console: 'ttyS0',
    // On a busy machine the timer's interrupts come late, and the kernel takes the timer for broken.
    append: 'answers=ttyS1 no_timer_check',
    output: (file) => ['-serial', `file:${file}`],
  },
  // Debian: qemu-system-arm, gcc-aarch64-linux-gnu, libc6-dev-arm64-cross. The machine has one serial line; another is on PCI.
  arm64: {
    command: 'qemu-system-aarch64',
    compiler: 'aarch64-linux-gnu-gcc',
    machine: ['-machine', 'virt', '-cpu', 'cortex-a72'],
    console: 'ttyAMA0',
    append: 'answers=ttyS0',
    output: (file) => ['-chardev', `file,id=answers,path=${file}`, '-device', 'pci-serial,chardev=answers'],
  },
};

export function emulatorFor(arch: string): Emulator {
  const emulator = Object.hasOwn(EMULATORS, arch) ? EMULATORS[arch] : undefined;
  if (!emulator) throw new Error(`kernels of ${arch} cannot be booted here, only ${Object.keys(EMULATORS).join(', ')}`);
  return emulator;
}

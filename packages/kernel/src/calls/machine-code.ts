import type { Address } from '../image/kernel-image';
import { arm64 } from './arm64';
import { x86 } from './x86-64';

/** What is told of each instruction that says a place of the code. */
export interface CodeVisitor {
  /** A call or jump: where its instruction begins and where it goes; `returns` for a call. */
  branch(site: Address, target: Address, returns: boolean): void;
  /** An address that is made without reading memory. */
  address(target: Address): void;
}

/** What has to be known of a machine's instructions to see who calls whom. */
export interface MachineCode {
  /**
   * Visits the instructions of some code. May visit what only looks like one: that such bytes mean the very start of a function is
   * rare enough.
   * @param start where the code lies
   * @param base the link-time address that `Address` counts from
   */
  scan(code: Uint8Array, start: Address, base: bigint, visitor: CodeVisitor): void;
}

/** By architecture, in the words of `KernelIdentity`. */
export const MACHINE_CODE: ReadonlyMap<string, MachineCode> = new Map([
  ['x86_64', x86],
  ['arm64', arm64],
]);

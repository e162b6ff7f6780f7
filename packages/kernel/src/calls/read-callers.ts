import type { Caller, FunctionCallers } from '@tracefit/model';
import type { Address, KernelImage } from '../image/kernel-image';
import { findAddressesInData } from './addresses-in-data';
import { mapFunctionStarts } from './function-starts';
import type { FunctionStarts } from './function-starts';
import { MACHINE_CODE } from './machine-code';
import type { MachineCode } from './machine-code';

/**
 * What compilers and the kernel's build put into functions: entries of ftrace, return and indirect branch thunks, checks. No line of
 * the source calls it. Since 6.16 the early code has names of its own for the same (`__pi_`).
 */
const INSTRUMENTATION =
  /^(?:__pi_)?(?:__fentry__|_mcount|ftrace_caller|__x86_(?:indirect|return)_.*|\w+_return_thunk|__stack_chk_fail|__ubsan_handle_\w+)$/;

/** The place a static call goes through; until it is changed it holds a jump to the function it begins with. */
const STATIC_CALL = '__SCT__';

/** Where code lies that takes the place of other code when the kernel starts, or is gone to from there. */
const PATCHES = ['.altinstr_replacement', '.altinstr_aux'];

/** Whether callers can be read: whether the instructions of the architecture, and pointers, can be. */
export function canReadCallers(image: KernelImage, machine = MACHINE_CODE.get(image.arch)): machine is MachineCode {
  return machine !== undefined && image.functions.length > 0 && image.pointersKnown;
}

/**
 * Who calls each function of an image, from its machine code alone: calls and jumps whose target is the first byte of a function.
 * A call out of a compiler's clone or part (`.isra.0`, `.cold`) counts for the function it was made of, one through a static
 * call for the function that it begins with. `undefined` where the instructions of the architecture, or pointers, cannot be read.
 */
export function readCallers(
  image: KernelImage,
  machine: MachineCode | undefined = MACHINE_CODE.get(image.arch),
): FunctionCallers[] | undefined {
  if (!canReadCallers(image, machine)) return undefined;
  const starts = mapFunctionStarts(image);
  const calls: number[] = [];
  const taken = new Uint8Array(starts.count);
  const address = (target: Address): void => {
    const callee = starts.beginningAt(target);
    if (callee >= 0) taken[callee] = 1;
  };
  const replacements = PATCHES.flatMap((name) => image.section(name) ?? []);
  for (const { start, end } of image.textRanges) {
    machine.scan(image.read(start, end - start), start, image.base, {
      branch(site, target, returns) {
        const callee = starts.beginningAt(target);
        if (callee < 0) return;
        // It belongs to no function by its place; its calls are another way to get there.
        if (replacements.some((range) => site >= range.start && site < range.end)) {
          taken[callee] = 1;
          return;
        }
        const caller = starts.holding(site);
        if (caller >= 0 && (returns || caller !== callee)) calls.push(callee, caller);
      },
      address,
    });
  }
  findAddressesInData(image, address);
  return gather(starts, throughStaticCalls(starts, calls, taken), taken);
}

/**
 * Calls through static calls as calls of what these begin with.
 * @param calls the numbers of callee and caller in turn; so is what is returned
 */
function throughStaticCalls(starts: FunctionStarts, calls: readonly number[], taken: Uint8Array): number[] {
  const begins = new Map<number, number | undefined>();
  for (let number = 0; number < starts.count; number++) {
    if (starts.name(number).startsWith(STATIC_CALL)) begins.set(number, undefined);
  }
  const direct: number[] = [];
  for (let at = 0; at < calls.length; at += 2) {
    const callee = calls[at] ?? 0;
    const caller = calls[at + 1] ?? 0;
    if (!begins.has(caller)) continue;
    begins.set(caller, callee);
    taken[callee] = 1; // The static call may go elsewhere in the meantime.
  }
  for (let at = 0; at < calls.length; at += 2) {
    const callee = calls[at] ?? 0;
    const caller = calls[at + 1] ?? 0;
    if (begins.has(caller)) continue;
    const target = begins.has(callee) ? begins.get(callee) : callee;
    if (target !== undefined) direct.push(target, caller);
  }
  return direct;
}

/** Counts calls by the names of callee and caller: functions of one name are one, as they are to whoever probes that name. */
function gather(starts: FunctionStarts, calls: readonly number[], taken: Uint8Array): FunctionCallers[] {
  const callers = rankNames(starts, (number) => [baseName(starts.name(number))]);
  const callees = rankNames(starts, (number) => {
    const names = starts.names(number);
    return names.some((name) => INSTRUMENTATION.test(name)) ? [] : names.filter(isCallee);
  });
  const edges: number[] = [];
  for (let at = 0; at < calls.length; at += 2) {
    const [caller = 0] = callers.ranks[calls[at + 1] ?? 0] ?? [];
    for (const callee of callees.ranks[calls[at] ?? 0] ?? []) edges.push(callee * callers.names.length + caller);
  }
  const sorted = Float64Array.from(edges).sort();
  const addressTaken = new Uint8Array(callees.names.length);
  for (const [number, ranks] of callees.ranks.entries()) {
    if (taken[number] === 1) for (const rank of ranks) addressTaken[rank] = 1;
  }

  const found: FunctionCallers[] = [];
  let at = 0;
  for (const [callee, name] of callees.names.entries()) {
    const end = (callee + 1) * callers.names.length;
    const own: Caller[] = [];
    while (at < sorted.length && (sorted[at] ?? 0) < end) {
      const edge = sorted[at];
      const first = at;
      while (sorted[at] === edge) at++;
      own.push({ name: callers.names[(edge ?? 0) % callers.names.length] ?? '', sites: at - first });
    }
    if (own.length > 0 || addressTaken[callee] === 1) {
      found.push({ name, callers: own, addressTaken: addressTaken[callee] === 1 });
    }
  }
  return found;
}

interface RankedNames {
  /** Sorted, each once. */
  readonly names: readonly string[];
  /** For each function the places of its names among them. */
  readonly ranks: readonly (readonly number[])[];
}

function rankNames(starts: FunctionStarts, namesOf: (number: number) => readonly string[]): RankedNames {
  const all = Array.from({ length: starts.count }, (_, number) => namesOf(number));
  const names = [...new Set(all.flat())].sort();
  const rankOf = new Map(names.map((name, rank) => [name, rank]));
  return { names, ranks: all.map((own) => own.map((name) => rankOf.get(name) ?? 0)) };
}

/** Parts that a compiler split off are gone to by their function alone. */
function isCallee(name: string): boolean {
  return !name.startsWith(STATIC_CALL) && !name.includes('.cold');
}

/** The function that a clone or a part was made of. */
function baseName(name: string): string {
  const dot = name.indexOf('.', 1);
  return dot < 0 ? name : name.slice(0, dot);
}

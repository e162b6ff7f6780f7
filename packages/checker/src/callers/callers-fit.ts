import type { Kernel, Probe } from '@tracefit/model';
import type { CallersFit } from '@tracefit/rules';
import { nameSimilarity } from '../names/name-similarity';
import { known, moot, unknown, type Fact } from '../fact';
import { ask } from '../alike/asked-kernel';
import type { Reference } from '../hooks/reference';
import type { Site } from '../hooks/site';
import { notes } from '../notes/notes';
import { isInImage } from './is-in-image';
import { comesThrough, routesOf, type Routes } from './routes';

/** A function they all call can be the one they call instead from this likeness of names on, page taken for folio. */
const alike = 0.5;

/** Without a kernel the script was written for only this is told: so few callers that were there and come are left, ... */
const drasticShare = 1 / 4;
/** ... of at least so many. */
const drasticFrom = 2;

/**
 * Whether those that called the probed function on the kernel the script was written for, and are still there, come through it. Without
 * such a kernel the oldest target of the same flavour stands for it, and only a collapse is told. Where the function's address is
 * taken it may be called by pointer, and nothing is told; nor where a note says what became of its callers.
 */
export function callersFit({ probe, kernel, reference }: Site): Fact<CallersFit> {
  // Nearly every build has other callers: what is made of them is one question, and those that come to the same share its answer.
  return ask(kernel, (plain) => {
    const fact = fitOn(plain, probe, reference);
    return reference.remember(`callers ${JSON.stringify(fact)}`, () => fact);
  });
}

function fitOn(kernel: Kernel, probe: Probe, reference: Reference): Fact<CallersFit> {
  const { name, wildcard, offset = 0, module, byDebugInfo } = probe.attach;
  if (wildcard === true || offset > 0 || module !== undefined || !isInImage(kernel, name)) return moot;
  if (notes.some(({ of }) => of.kind === 'function' && of.func === name)) return moot;
  const { writtenFor } = reference;
  const before =
    writtenFor ??
    reference.rememberOfTargets(`oldest with ${name} ${flavourOf(kernel)}`, () =>
      reference.targets.find((each) => flavourOf(each) === flavourOf(kernel) && isCalled(each, name)),
    );
  if (!before || before.identity.arch !== kernel.identity.arch || !isCalled(before, name)) return moot;
  const then = before.callers(name);
  const now = kernel.callers(name);
  if (!then) return moot;
  if (!now) return unknown(`who calls \`${name}\` was not read from this kernel`);
  if (then === now || then.addressTaken || now.addressTaken) return known(fits);

  if (!writtenFor && !isCollapse(then, now)) return known(fits);

  const callNow = new Set(now.callers.map((caller) => caller.name));
  const callers = then.callers.map((caller) => caller.name).filter((caller) => caller !== name);
  const left = callers.filter((caller) => callNow.has(caller)).length;
  if (callers.length - left <= left) return known(fits);
  // Most functions are done with here: what follows takes more look-ups.
  const missing = callers.filter((caller) => !callNow.has(caller) && isInImage(kernel, caller));
  const there = left + missing.length;
  const routes = routesOf(name, before, kernel);
  const gone = missing.filter((caller) => !comesThrough(routes, caller));
  const come = there - gone.length;
  const areFew = there < 2 && there < callers.length;
  if (areFew || gone.length <= come || (!writtenFor && come > there * drasticShare)) return known(fits);
  if (before.callees(name) === undefined || kernel.callees(name) === undefined) {
    return unknown(`whom the callers of \`${name}\` call instead is not in the signature store`);
  }
  const instead = calledInstead(routes, gone);
  const how = instead === undefined && areInlined(routes, gone) ? 'inlined' : 'bypassed';
  // A tool that knows where the copies are probes them too.
  if (how === 'inlined' && byDebugInfo === 'with_inlined') return known(fits);
  return known({
    kind: 'fewer',
    how,
    before: spell(then),
    on: [before.identity.id],
    now: spell(now),
    gone,
    ...(instead === undefined ? {} : { instead }),
  });
}

const fits: CallersFit = { kind: 'fits' };

function flavourOf({ identity }: Kernel): string {
  return `${identity.arch} ${identity.flavour ?? ''}`;
}

function isCalled(kernel: Kernel, name: string): boolean {
  return isInImage(kernel, name) && (kernel.callers(name)?.callers.length ?? 0) > 0;
}

interface Called {
  readonly callers: readonly { readonly sites: number }[];
}

function isCollapse(then: Called, now: Called): boolean {
  return then.callers.length >= drasticFrom && sitesOf(now) <= sitesOf(then) * drasticShare;
}

function sitesOf({ callers }: Called): number {
  return callers.reduce((sum, caller) => sum + caller.sites, 0);
}

/** `14 call sites in 13 functions` */
function spell(called: Called): string {
  const sites = sitesOf(called);
  const functions = called.callers.length;
  if (sites === 0) return 'no call sites';
  return `${sites} call site${sites === 1 ? '' : 's'} in ${functions} function${functions === 1 ? '' : 's'}`;
}

/**
 * The function that most of those gone call now and did not before: one with a name like it, or a new one that it calls itself, so
 * that it has become a wrapper. What it called all the time is its code in them, if that is more than one function.
 */
function calledInstead({ name, before, now }: Routes, gone: readonly string[]): string | undefined {
  const body = new Set(before.callees(name));
  const own = newCallees(before, now, name);
  const votes = new Map<string, number>();
  for (const caller of gone) {
    for (const callee of newCallees(before, now, caller)) votes.set(callee, (votes.get(callee) ?? 0) + 1);
  }
  const found = [...votes]
    .filter(([callee, count]) => count * 2 > gone.length && callee !== name && !callee.includes('.'))
    .filter(([callee]) => !body.has(callee) || body.size === 1)
    .map(([callee, count]) => ({ callee, count, like: nameSimilarity(name, callee) }))
    .filter(({ callee, like }) => like >= alike || (own.has(callee) && !isInImage(before, callee)));
  return found.sort((a, b) => b.like - a.like || b.count - a.count)[0]?.callee;
}

function newCallees(before: Kernel, now: Kernel, name: string): ReadonlySet<string> {
  const known = new Set(before.callees(name));
  return new Set((now.callees(name) ?? []).filter((callee) => !known.has(callee)));
}

/** Whether most of those gone call all that the function calls: its code is in them. */
function areInlined({ name, now }: Routes, gone: readonly string[]): boolean {
  const body = (now.callees(name) ?? []).filter((callee) => callee !== name);
  if (body.length === 0) return false;
  const holding = gone.filter((caller) => {
    const callees = new Set(now.callees(caller));
    return body.every((callee) => callees.has(callee));
  });
  return holding.length * 2 > gone.length;
}

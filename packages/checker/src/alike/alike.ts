import type { Kernel } from '@tracefit/model';
import { AskedKernel, ask, type Question } from './asked-kernel';

/** What was made of a kernel, and all that it was asked for that. */
interface Made<T> {
  readonly value: T;
  readonly questions: Question[];
}

/**
 * Works something out of kernels, once for all of them that answer all it asks alike. Kernels of a store answer with the same
 * objects where they do not differ, so that many are told from a few. `make` must depend on nothing but the kernel, and must ask
 * all that it needs before it is done.
 */
export function alike<T>(make: (kernel: Kernel) => T): (kernel: Kernel) => T {
  const byKernel = new Map<Kernel, T>();
  /** Neighbours come one after the other: the last is tried first. */
  const all: Made<T>[] = [];
  const of = (kernel: Kernel): T => {
    if (byKernel.has(kernel)) return byKernel.get(kernel) as T;
    let made = all.findLast(({ questions }) => answersAlike(kernel, questions));
    if (!made) {
      const asked = new AskedKernel(kernel);
      made = { value: make(asked), questions: asked.questions };
      all.push(made);
    }
    byKernel.set(kernel, made.value);
    return made.value;
  };
  return (kernel) => ask(kernel, of);
}

/** Whether a kernel answers all questions as they were answered. What tells kernels apart is asked first from then on. */
function answersAlike(kernel: Kernel, questions: Question[]): boolean {
  const at = questions.findIndex((question) => !isSame(question.ask(kernel), question.answer));
  const [other] = at > 0 ? questions.splice(at, 1) : [];
  if (other) questions.unshift(other);
  return at < 0;
}

/** How deep answers are compared that are not one and the same object. */
const deepest = 3;

/** Whether two answers say the same: small ones are made anew for each kernel, of things that are one and the same. */
function isSame(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (depth >= deepest) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => isSame(item, b[at], depth + 1));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name], depth + 1));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

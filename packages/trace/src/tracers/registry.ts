import { perf } from './perf';
import type { Tracer } from './tracer';

/** Every program whose command line is read, one line each. */
export const tracers: readonly Tracer[] = [perf];

import { bccTools } from './bcc-tools';
import { dtrace } from './dtrace';
import { lttng } from './lttng';
import { perf } from './perf';
import { ply } from './ply';
import { stap } from './stap';
import { traceCmd } from './trace-cmd';
import type { Tracer } from './tracer';

/** Every program whose command line is read, one line each. */
export const tracers: readonly Tracer[] = [perf, traceCmd, lttng, ply, dtrace, stap, bccTools];

import { applySuppressions, checkTraces, type ConfiguredSuppression } from '@tracefit/checker';
import type { Report, TraceFile } from '@tracefit/model';
import { rules, withSeverities } from '@tracefit/rules';
import type { Settings } from '../config/settings';
import type { ReadTraces } from '../inputs/read-traces';
import type { Io } from '../io';
import { kernelSelector } from '../kernels/select-kernels';
import { withWrittenFor } from '../kernels/written-for';
import { withLockFile } from '../lock/find-lock';
import { makeProgress } from '../outputs/progress';
import { toolVersion } from '../tool-version';
import { withHomes } from './with-homes';

export interface ReportOptions {
  readonly verbose: boolean;
  /** `--written-for`: the kernel all definitions are right on. */
  readonly writtenFor?: string | undefined;
  /** `--lock`. */
  readonly lock?: string | undefined;
  /** `--advice`: also the rules that only advise. */
  readonly advice?: boolean;
  /** What a baseline lets be. */
  readonly known?: readonly ConfiguredSuppression[];
}

/**
 * Holds definitions against the kernels of the settings: the whole way from what was read to a report, with locks and
 * suppressions.
 *
 * @throws UsageError where a kernel, a lock or a suppression names nothing
 */
export async function makeReport(
  { traces, skipped }: ReadTraces,
  settings: Settings,
  options: ReportOptions,
  io: Io,
): Promise<Report> {
  const progress = makeProgress(io, options.verbose);
  const kernels = kernelSelector({ stores: settings.stores, fleets: settings.fleets, progress }, io);
  const targets = await kernels.select(settings.targets);
  const told = await withWrittenFor(withHomes(traces, io), settings.writtenFor, kernels);
  const checked = checkTraces(withLockFile(told.traces, options.lock, io), targets, {
    toolVersion: toolVersion(),
    skipped,
    reference: [...kernels.all(), ...told.kernels],
    rules: withSeverities(rules, settings.rules, options.advice),
    ...(options.writtenFor !== undefined && { writtenFor: await kernels.one(options.writtenFor) }),
  });
  const configured = await settings.suppressions(async (query) =>
    (await kernels.select([query])).map(({ identity }) => identity.id),
  );
  return applySuppressions(checked, traces, {
    configured: [...configured, ...(options.known ?? [])],
    today: new Date().toISOString().slice(0, 10),
  });
}

/** The text of each definition by its path, for excerpts. */
export function sourceOf(traces: readonly TraceFile[]): (path: string) => string | undefined {
  const texts = new Map(traces.map((trace) => [trace.path, trace.text]));
  return (path) => texts.get(path);
}

import { UsageError } from '@tracefit/model';
import { parse } from 'yaml';

/** What the person who runs the script sees on the kernel it does not fit. */
const consequences = ['attach_error', 'compile_error', 'missing_events', 'silent_bogus'] as const;

export type Consequence = (typeof consequences)[number];

/** A script that was right on one kernel and is wrong on a later one (or an earlier one), as people met it. */
export interface RecallCase {
  readonly id: string;
  /** What the kernel did: `param_added`, `renamed`. */
  readonly change: string;
  /** `bpftrace`, `bcc-python`, `kprobe_events`, `libbpf-c`, ... */
  readonly format: string;
  /** `5.15`, or a whole version where a stable series changed. */
  readonly lastGood: string;
  readonly firstBad: string;
  readonly consequence: Consequence;
  readonly script: string;
}

/**
 * Reads cases: a list in YAML, or rows of JSON where the name ends in `.jsonl`. Rows that say no versions, since a
 * configuration or a compiler decides, are left out.
 *
 * @throws UsageError where a row is none
 */
export function readCases(name: string, text: string): readonly RecallCase[] {
  return readRows(name, text).flatMap((row) => readCase(row) ?? []);
}

/** A function that is gone, with what took its place. */
export interface GoneName {
  readonly old: string;
  /** Absent where the function ended. */
  readonly successor?: string;
}

/** @throws UsageError where a row is none */
export function readNames(name: string, text: string): readonly GoneName[] {
  return readRows(name, text).map((row) => {
    const successor = row.text('new');
    return { old: row.needed('old'), ...(successor === undefined ? {} : { successor }) };
  });
}

interface Row {
  readonly place: string;
  readonly text: (key: string) => string | undefined;
  readonly needed: (key: string) => string;
}

function readRows(name: string, text: string): readonly Row[] {
  const rows: unknown = name.endsWith('.jsonl')
    ? text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line): unknown => JSON.parse(line))
    : parse(text);
  if (!Array.isArray(rows)) throw new UsageError(`a list is expected: ${name}`);
  return rows.map((row: unknown, at): Row => {
    const place = `row ${at + 1} of ${name}`;
    const value = (key: string): string | undefined => {
      const found: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, key) : undefined;
      return typeof found === 'string' ? found : undefined;
    };
    const needed = (key: string): string => {
      const found = value(key);
      if (found === undefined) throw new UsageError(`no ${key} in ${place}`);
      return found;
    };
    return { place, text: value, needed };
  });
}

function readCase({ place, text, needed }: Row): RecallCase | undefined {
  const lastGood = version(text('last_good_kernel'));
  const firstBad = version(text('first_bad_kernel'));
  if (lastGood === undefined || firstBad === undefined || lastGood === firstBad) return undefined;
  const consequence = consequences.find((each) => each === text('consequence'));
  if (consequence === undefined) throw new UsageError(`consequence is one of ${consequences.join(', ')} in ${place}`);
  return {
    id: needed('id'),
    change: needed('change'),
    format: needed('tool_format'),
    lastGood,
    firstBad,
    consequence,
    script: needed('script_snippet'),
  };
}

/** The number a version begins with; what distributions add in words is left away. */
function version(text: string | undefined): string | undefined {
  return /\d+\.\d+(?:\.\d+)?/.exec(text ?? '')?.[0];
}

import type { Prediction } from './predict-load';
import type { Run } from './read-runs';
import { absentFor } from './tool';
import type { Tool } from './tool';

/** One tool on one kernel. */
export interface Load {
  readonly tool: string;
  /**
   * `agrees`; `wrong`: tracefit said the other thing; `undecided`: tracefit did not know; `absent`: the tool failed for want of
   * something that has nothing to do with the kernel; `unseen`: nothing was seen in time.
   */
  readonly outcome: 'agrees' | 'wrong' | 'undecided' | 'absent' | 'unseen';
  readonly started: boolean | undefined;
  readonly says: Prediction['says'];
  /** A sentence where it is not `agrees`. */
  readonly why: string;
}

/** Tools of one kernel. */
export interface KernelLoads {
  readonly release: string;
  readonly loads: readonly Load[];
}

export function compareLoad(tool: Tool, { says, why }: Prediction, run: Run | undefined): Load {
  const started = run?.started;
  const base = { tool: tool.name, started, says };
  if (!run || started === undefined) return { ...base, outcome: 'unseen', why: run?.status ?? 'was not come to' };
  if (started === (says === 'starts') && says !== 'undecided') return { ...base, outcome: 'agrees', why: '' };
  const did = started ? 'starts' : `does not start: ${errorLine(run.output)}`;
  const absent = started ? undefined : absentFor(tool, run.output);
  if (absent !== undefined) return { ...base, outcome: 'absent', why: `wants ${absent}; ${did}` };
  const said = why === '' ? says : `${says} (${why})`;
  return { ...base, outcome: says === 'undecided' ? 'undecided' : 'wrong', why: `tracefit: ${said}; ${did}` };
}

/** The line that says best why a tool ended: the first that speaks of a failure. */
function errorLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const told = lines.find((line) => /fail|error|cannot|could not|unknown|invalid|no such/i.test(line));
  return (told ?? lines[0] ?? '').slice(0, 200);
}

import type { Commands } from './command';
import type * as Baseline from './commands/baseline';
import type * as Candidates from './commands/candidates';
import type * as Check from './commands/check';
import type * as Completion from './commands/completion';
import type * as Deps from './commands/deps';
import type * as Diff from './commands/diff';
import type * as Explain from './commands/explain';
import type * as Init from './commands/init';
import type * as Lock from './commands/lock';
import type * as Run from './commands/run';
import type * as Show from './commands/show';
import type * as Snapshot from './commands/snapshot';
import type * as Support from './commands/support';
import type * as Targets from './commands/targets';

/** Every command by its name, in the order of `--help`; a command and all it imports is loaded when it is called. */
export const commands: Commands = {
  check: () => (require('./commands/check') as typeof Check).check,
  run: () => (require('./commands/run') as typeof Run).run,
  targets: () => (require('./commands/targets') as typeof Targets).targets,
  show: () => (require('./commands/show') as typeof Show).show,
  diff: () => (require('./commands/diff') as typeof Diff).diff,
  baseline: () => (require('./commands/baseline') as typeof Baseline).baseline,
  deps: () => (require('./commands/deps') as typeof Deps).deps,
  lock: () => (require('./commands/lock') as typeof Lock).lock,
  support: () => (require('./commands/support') as typeof Support).support,
  candidates: () => (require('./commands/candidates') as typeof Candidates).candidates,
  explain: () => (require('./commands/explain') as typeof Explain).explain,
  init: () => (require('./commands/init') as typeof Init).init,
  completion: () => (require('./commands/completion') as typeof Completion).completion,
  snapshot: () => (require('./commands/snapshot') as typeof Snapshot).snapshot,
};

import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { createSpanMaker } from '../../span-maker';
import { eventProbe } from '../../tracefs/event-probe';
import { traceOf } from '../tracer';

/**
 * The events that `perf COMMAND record` asks for by itself and cannot do without, on kernels as Debian builds them
 * (tools/perf/builtin-{sched,kmem,kvm,timechart}.c).
 */
const recordings: Readonly<Record<string, readonly string[]>> = {
  sched: ['sched_switch', 'sched_stat_runtime', 'sched_process_fork', 'sched_wakeup_new', 'sched_migrate_task'].map(
    (event) => `sched:${event}`,
  ),
  kmem: ['kmalloc', 'kfree', 'kmem_cache_alloc', 'kmem_cache_free'].map((event) => `kmem:${event}`),
};

/** Commands whose events are chosen by what the processor or the kernel's configuration offers. */
const choosing: ReadonlySet<string> = new Set(['lock', 'kvm', 'timechart', 'kmem']);

/** `perf sched record`, `perf kmem record`. */
export function findRecording(command: MappedText, words: readonly MappedText[]): readonly EmbeddedDefinition[] {
  const at = words.findIndex(({ text }) => text === 'record' || text === 'rec');
  const events = recordings[command.text];
  const word = words[at];
  if (!word) return [];
  // `--page` asks for another list.
  if (!events || words.slice(0, at).some(({ text }) => text.startsWith('--'))) {
    return choosing.has(command.text) ? [defineUnsupported(command)] : [];
  }
  return [
    {
      lang: 'perf',
      text: command,
      read: (file) => {
        const spanAt = createSpanMaker(file.text);
        // Nobody names these events, so their place has no length.
        const piece = { start: 0, end: 0 };
        const probes = events.map((event) => {
          const [system = '', name = ''] = event.split(':');
          return { ...eventProbe({ spanAt }, system, name, piece), uses: [] };
        });
        return traceOf(file, 'perf', probes);
      },
    },
  ];
}

function defineUnsupported(command: MappedText): EmbeddedDefinition {
  return {
    lang: 'perf',
    text: command,
    read: (file) => {
      const span = createSpanMaker(file.text)(0, file.text.length);
      const message = `the events that perf ${file.text} chooses are not known`;
      return traceOf(file, 'perf', [], [{ kind: 'unsupported', message, span }]);
    },
  };
}

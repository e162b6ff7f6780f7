import { concatTexts, pieceOf, type MappedText, type Part } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { readOptions } from '../options';
import { traceOf } from '../tracer';
import { readProbe } from './read-probe';

const options = {
  short: 'aDdkmsxFLlV',
  long: 'add definition del vmlinux module source exec filter max-probes symfs target-ns funcs line list vars',
};

/** The definitions of `perf probe`; each `--add` is one, and all words that are no options are another. */
export function findProbes(words: readonly MappedText[]): readonly EmbeddedDefinition[] {
  const { options: given, rest } = readOptions(words, options);
  const valueOf = (...names: readonly string[]) => given.findLast(({ name }) => names.includes(name))?.value;
  const program = valueOf('x', 'exec');
  const module = valueOf('m', 'module');
  const added = given.flatMap(({ name, value }) => (isAdding.has(name) && value ? [value] : []));
  const asksOnly = given.some(({ name }) => isAsking.has(name));
  const texts = rest.length > 0 && !asksOnly ? [...added, joinWords(rest)] : added;
  const moduleName = module && /([^/]*?)(?:\.ko(?:\.\w+)?)?$/.exec(module.text)?.[1];
  return texts.map((text) => ({
    lang: 'perf',
    text,
    makes: [/^\s*(?:([A-Za-z_]\w*):)?[A-Za-z_]\w*=/.exec(text.text)?.[1] ?? (program ? 'probe_*' : 'probe')],
    read: (file, readNested) =>
      program || file.text.startsWith('/')
        ? traceOf(file, 'perf', [])
        : readProbe(file, readNested, moduleName === undefined || moduleName === '' ? undefined : moduleName),
  }));
}

const isAdding: ReadonlySet<string> = new Set(['a', 'add', 'D', 'definition']);
const isAsking: ReadonlySet<string> = new Set(['d', 'del', 'l', 'list', 'L', 'line', 'V', 'vars', 'F', 'funcs']);

function joinWords(words: readonly MappedText[]): MappedText {
  const parts: Part[] = words.flatMap((value, index) =>
    index === 0 ? [{ value }] : [{ value: pieceOf(value, 0, 0, ' ') }, { value }],
  );
  return concatTexts(parts);
}

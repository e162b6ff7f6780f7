import { dependenciesOf } from '@tracefit/checker';
import { UsageError, type Dependency, type DependencyKind, type Kernel } from '@tracefit/model';
import { padText, visibleJson, visibleText, type Style } from '@tracefit/reporters';
import { commonOptions, configOption, readingOptions, storeOption } from '../args/options';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { kernelSelector } from '../kernels/select-kernels';
import { chooseStyle } from '../outputs/choose-style';
import { makeProgress } from '../outputs/progress';
import { toolVersion } from '../tool-version';

export const deps = defineCommand({
  name: 'deps',
  summary: 'list everything of the kernel that trace definitions rely on',
  synopsis: ['[FILE|DIR|-]... [OPTION]...'],
  details: [
    'Functions, arguments, results, events and their fields, members of structs, types, constants, variables: a line for each place, with what it is on the kernel named with --kernel, or else the newest there is. Types are followed on that kernel, and branches that do not live there are left out.',
  ],
  options: {
    kernel: { value: 'KERNEL', help: 'the kernel to look things up on (default: the newest one)' },
    ...readingOptions,
    format: { value: 'NAME', choices: ['text', 'json'], help: 'text (the default) or json (schemas/deps.schema.json)' },
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const { files, stores, fleets, ignores } = readSettings(positionals, options, io);
    if (files.length === 0) throw new UsageError('name the trace definitions: files, directories or -');
    const { traces } = await readTraces(
      files,
      {
        stdinName: '<stdin>',
        ignores,
        lang: options.lang,
        tapset: options.tapset,
      },
      io,
    );
    const selector = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const kernel = options.kernel === undefined ? newest(selector.all()) : await selector.one(options.kernel);
    const found = traces.flatMap((trace) => dependenciesOf(trace, kernel));
    const notRead = traces.flatMap((trace) =>
      trace.problems.map(({ message, span }) => ({ file: trace.path, line: span.line, column: span.column, message })),
    );
    if (options.format === 'json') {
      const tool = { name: 'tracefit', version: toolVersion() };
      const report = { tool, kernel: kernel.identity, dependencies: found, notRead };
      io.stdout.write(`${visibleJson(JSON.stringify(report, undefined, 2))}\n`);
    } else {
      io.stdout.write(renderDependencies(found, chooseStyle(io.stdout, options.color, io)));
      for (const { file, line, column, message } of notRead) {
        io.stdout.write(`not read ${visibleText(file)}:${line}:${column}  ${visibleText(message)}\n`);
      }
      io.stdout.write(`${counted(found)}, looked up on ${visibleText(kernel.identity.id)}\n`);
    }
    return exitCode.fits;
  },
});

function newest(kernels: readonly Kernel[]): Kernel {
  const kernel = kernels.at(-1);
  if (kernel) return kernel;
  throw new UsageError('there are no kernels to look things up on, name one with --kernel');
}

function renderDependencies(found: readonly Dependency[], style: Style): string {
  const rows = found.map((each) => ({
    place: visibleText(`${each.file}:${each.line}:${each.column}`),
    kind: each.kind.replace('_', ' '),
    what: `${visibleText(each.name)}${each.optional ? ' (optional)' : ''}`,
    declaration: each.declaration === undefined ? '' : style.dim(`  ${visibleText(each.declaration)}`),
  }));
  const width = (key: 'place' | 'kind') => Math.max(0, ...rows.map((row) => row[key].length));
  const [places, kinds] = [width('place'), width('kind')];
  return rows
    .map(
      ({ place, kind, what, declaration }) =>
        `${padText(place, places)}  ${padText(kind, kinds)}  ${style.bold(what)}${declaration}\n`,
    )
    .join('');
}

/** `3 functions, 4 arguments`, by what there is most of. */
function counted(found: readonly Dependency[]): string {
  const names = new Map<DependencyKind, Set<string>>();
  for (const { kind, name } of found) names.set(kind, (names.get(kind) ?? new Set()).add(name));
  const parts = [...names].sort(([, a], [, b]) => b.size - a.size);
  if (parts.length === 0) return 'nothing of the kernel';
  return parts.map(([kind, { size }]) => `${size} ${kind.replace('_', ' ')}${size === 1 ? '' : 's'}`).join(', ');
}

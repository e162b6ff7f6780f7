import { UsageError } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';
import { commonOptions } from '../args/options';
import { defineCommand } from '../command';
import { complete } from '../completion/complete';
import { completionScripts, shells, type Shell } from '../completion/scripts';
import { valuesOf } from '../completion/values';
import { exitCode } from '../exit-code';

export const completion = defineCommand({
  name: 'completion',
  summary: 'print what a shell reads to complete this command',
  synopsis: ['SHELL'],
  details: [
    'SHELL is bash, zsh or fish. Completed are commands, options, kernels, fleets, functions, rules and formats; files where nothing else is meant.',
    '  eval "$(tracefit completion bash)"                                     in ~/.bashrc',
    '  eval "$(tracefit completion zsh)"                                      in ~/.zshrc, behind compinit',
    '  tracefit completion fish > ~/.config/fish/completions/tracefit.fish    once',
  ],
  options: {
    words: { help: 'for these scripts: print what can stand at the end of the words behind --' },
    ...commonOptions,
  },
  run({ options, positionals }, io, commands) {
    if (options.words) {
      const candidates = complete(positionals, commands, (placeholder, beginning) =>
        valuesOf(placeholder, beginning, io),
      );
      io.stdout.write(candidates.map(({ word, about }) => `${visibleText(word)}\t${visibleText(about)}\n`).join(''));
      return Promise.resolve(exitCode.fits);
    }
    const [shell, ...others] = positionals;
    if (shell === undefined || others.length > 0) throw new UsageError(`name one shell, of ${shells.join(', ')}`);
    if (!isShell(shell)) throw new UsageError(`unknown shell, known are ${shells.join(', ')}: ${shell}`);
    io.stdout.write(completionScripts[shell]);
    return Promise.resolve(exitCode.fits);
  },
});

function isShell(word: string): word is Shell {
  return shells.some((shell) => shell === word);
}

import { spawnSync } from 'node:child_process';
import { commandOnPath } from './command-on-path';
import { fixtureFiles } from './fixture-kernels';
import { temporaryDirectory } from './temporary-directory';

const env = commandOnPath();
const cwd = temporaryDirectory({
  'trace.sh': fixtureFiles['trace.sh'] ?? '',
  'tools/open.bt': '',
  'tracefit.config.yaml': 'fleets:\n  prod: ">= 6.1"\n',
});

/** What a shell writes for a script; one that is not installed (`.ci/run` does) fails the test. */
function run(shell: string, args: readonly string[], script: string): string {
  const { stdout, stderr, error } = spawnSync(shell, [...args, '-c', script], { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  expect(stderr).toBe('');
  return stdout;
}

/** What bash completes a line with, parted into words as bash parts them. */
function bash(...words: readonly string[]): readonly string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = [
    'eval "$(tracefit completion bash)"',
    `COMP_WORDS=(${line}) COMP_CWORD=${words.length - 1}`,
    '_tracefit',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ];
  return run('bash', ['--norc'], script.join('\n')).trimEnd().split('\n');
}

function fish(line: string): readonly string[] {
  return run('fish', ['--no-config'], `tracefit completion fish | source; complete -C '${line}'`).trimEnd().split('\n');
}

/** What zsh shows after the Tab key, up to the last of what is expected. */
function zsh(line: string, last: string): string {
  const script = [
    'zmodload zsh/zpty',
    'zpty shell zsh -f -i',
    `zpty -w shell 'PS1=; autoload -U compinit; compinit -u -D; eval "$(tracefit completion zsh)"; LISTMAX=999; print RE""ADY'`,
    "zpty -r shell out '*READY*'",
    `zpty -w -n shell $'${line}\\t\\t'`,
    `zpty -r shell out '*${last}*'`,
    'print -r -- "$out"',
    'zpty -d shell',
  ];
  return run('zsh', ['-f'], script.join('\n'));
}

describe('completion in bash', () => {
  it('knows commands, options, kernels, rules and formats', () => {
    expect(bash('tracefit', 'ex')).toEqual(['explain']);
    expect(bash('tracefit', 'check', '--targ')).toEqual(['--target']);
    expect(bash('tracefit', 'check', '--target', 'debian/7')).toEqual(['debian/7.3.4+deb13-amd64']);
    expect(bash('tracefit', 'explain', 'arg-mo')).toEqual(['arg-moved']);
    expect(bash('tracefit', 'check', '--format', 'sa')).toEqual(['sarif']);
    expect(bash('tracefit', 'diff', '7.')).toEqual(['7.3.4+deb13-amd64']);
    expect(bash('tracefit', 'diff', '7.3.4+deb13-amd64', 'runn')).toEqual(['running']);
  });

  it('knows functions and the fleets of the configuration', () => {
    expect(bash('tracefit', 'show', 'vfs_unl')).toEqual(['vfs_unlink']);
    expect(bash('tracefit', 'check', '--target', 'fle')).toEqual(['fleet:prod']);
  });

  it('replaces what is behind an equals sign, which bash takes for a word of its own', () => {
    expect(bash('tracefit', 'check', '--format', '=', 'sa')).toEqual(['sarif']);
    expect(bash('tracefit', 'check', '--fail-on', '=', '')).toEqual(['error', 'warning', 'never']);
  });

  it('leaves files to bash', () => {
    expect(bash('tracefit', 'check', 'too')).toEqual(['']);
    expect(run('bash', ['--norc'], 'eval "$(tracefit completion bash)"; complete -p tracefit')).toBe(
      'complete -o bashdefault -o default -F _tracefit tracefit\n',
    );
  });
});

describe('completion in fish', () => {
  it('knows commands, options, kernels, rules and formats, and what they are', () => {
    expect(fish('tracefit ex')).toEqual(['explain\tshow the page of a rule']);
    expect(fish('tracefit check --target debian/7')).toEqual(['debian/7.3.4+deb13-amd64\t7.3.4']);
    expect(fish('tracefit check --adv')).toEqual(['--advice\talso say what could be better, though nothing is wrong']);
    expect(fish('tracefit explain arg-mo')[0]).toMatch(/^arg-moved\t/);
    expect(fish('tracefit check --format sa')[0]).toMatch(/^sarif\t/);
  });

  it('completes files where they are meant', () => {
    expect(fish('tracefit check too')).toEqual(['tools/']);
  });
});

describe('completion in zsh', () => {
  it('knows commands and rules, and what they are', () => {
    expect(zsh('tracefit explain arg-', 'arg-name-missing')).toMatch(/arg-changed +-- The argument is not what/);
  });

  it('knows kernels, and completes the only one', () => {
    expect(zsh('tracefit check --target debian/7', 'deb13-amd64')).toContain('debian/7.3.4+deb13-amd64');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { traceFormats } from '@tracefit/trace';
import { parse } from 'yaml';
import { fixtureFiles } from './fixture-kernels';
import { packCommand } from './pack-command';
import { temporaryDirectory } from './temporary-directory';

const root = join(__dirname, '../../..');

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

interface GitlabJob {
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: {
    readonly paths: readonly string[];
    readonly reports: Readonly<Record<string, string>>;
  };
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

function readYaml(path: string): unknown {
  return parse(readFileSync(join(root, path), 'utf8'));
}

const action = readYaml('action.yml') as Action;
const { tracefit: gitlab } = readYaml('examples/ci/tracefit.gitlab-ci.yml') as { readonly tracefit: GitlabJob };
const [hook] = readYaml('.pre-commit-hooks.yaml') as readonly [Hook];

/** A repository of someone who ships tools: one that fits, one that does not. */
let repository: string;
let packed: string;

beforeAll(() => {
  packed = packCommand(temporaryDirectory({}));
  repository = temporaryDirectory({
    'tools/open.kprobe_events': fixtureFiles['tools/open.kprobe_events'] ?? '',
    'start.kprobe_events': fixtureFiles['start.kprobe_events'] ?? '',
    'README.md': 'Tools.\n',
  });
});

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** Runs words in the repository; nothing is asked of a registry. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, npm_config_offline: 'true', TRACEFIT_STORE: '', ...env },
  });
  if (error) throw error;
  return { status, output: `${stdout}${stderr}` };
}

describe('the GitHub Action', () => {
  /** Runs its steps as the runner does, one after the other until one fails. */
  function runAction(
    inputs: Readonly<Record<string, string>>,
  ): Ran & { readonly files: Readonly<Record<string, string>> } {
    const temp = temporaryDirectory({ summary: '', output: '' });
    const given = Object.fromEntries(Object.entries(action.inputs).map(([name, { default: value }]) => [name, value]));
    const all: Readonly<Record<string, string>> = { ...given, package: packed, ...inputs };
    const fill = (text: string) => text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => all[name] ?? '');
    let last: Ran = { status: 0, output: '' };
    for (const step of action.runs.steps) {
      expect([step.shell, step.run.includes('${{')]).toEqual(['bash', false]);
      const script = join(temp, 'step.sh');
      writeFileSync(script, step.run);
      const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, fill(value)]));
      last = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        ...env,
        RUNNER_TEMP: temp,
        GITHUB_STEP_SUMMARY: join(temp, 'summary'),
        GITHUB_OUTPUT: join(temp, 'output'),
      });
      if (last.status !== 0) break;
    }
    const read = (name: string) => readFileSync(join(temp, name), 'utf8');
    return { ...last, files: { summary: read('summary'), output: read('output') } };
  }

  it('passes where all fits, with a summary', () => {
    const { status, output, files } = runAction({ files: 'tools\n' });
    expect([status, output]).toEqual([0, 'tracefit: 0 errors, 0 warnings, 0 things not checked\n']);
    expect(files['summary']).toContain('## tracefit: no difference seen in signatures (1 probe on 4 kernels)');
  });

  it('fails with annotations, a summary, SARIF and a page where something does not fit', () => {
    const { status, output, files } = runAction({ files: 'tools\nstart.kprobe_events\n', target: '5.10\n6.1\n' });
    expect(status).toBe(1);
    expect(output).toMatch(/^::error file=start\.kprobe_events,line=2,/);
    expect(files['summary']).toContain('### error: function-missing');
    const outputOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(files['output'] ?? '')?.[1] ?? '';
    expect(JSON.parse(readFileSync(outputOf('sarif'), 'utf8'))).toHaveProperty('version', '2.1.0');
    expect(readFileSync(outputOf('html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(Object.values(action.outputs).map(({ value }) => value)).toEqual([
      '${{ steps.check.outputs.sarif }}',
      '${{ steps.check.outputs.html }}',
    ]);
  });

  it('takes options, and hands what it is given on as words only', () => {
    const { status, output } = runAction({ files: '$(touch stolen); tools', options: '--fail-on\nnever' });
    expect([status, output]).toEqual([2, 'tracefit: no such file or directory: $(touch stolen); tools\n']);
    expect(existsSync(join(repository, 'stolen'))).toBe(false);
    expect(runAction({ files: 'start.kprobe_events', options: '--fail-on\nnever' }).status).toBe(0);
  });
});

describe('the GitLab job', () => {
  it('installs, checks, and leaves the reports it names', () => {
    const prefix = temporaryDirectory({});
    const script = gitlab.script.join('\n');
    const { status, output } = run('sh', ['-e', '-c', script], {
      ...gitlab.variables,
      TRACEFIT_PACKAGE: packed,
      TRACEFIT_ARGUMENTS: 'start.kprobe_events tools --target 6.1',
      npm_config_prefix: prefix,
      PATH: `${join(prefix, 'bin')}:${process.env['PATH'] ?? ''}`,
    });
    expect(output).toContain('error[function-missing] start.kprobe_events:2');
    expect(status).toBe(1);
    const reports = [...gitlab.artifacts.paths, ...Object.values(gitlab.artifacts.reports)];
    expect(reports.filter((name) => !existsSync(join(repository, name)))).toEqual([]);
    expect(JSON.parse(readFileSync(join(repository, 'gl-code-quality-report.json'), 'utf8'))).toHaveLength(1);
  });
});

describe('the hook of pre-commit', () => {
  beforeAll(() => {
    writeFileSync(join(repository, 'package.json'), '{ "private": true }');
    run('npm', ['install', '--no-audit', '--no-fund', packed]);
  });

  it('looks at every suffix of a trace definition, and at no other file', () => {
    const suffixes = traceFormats.flatMap((format) => format.suffixes);
    const files = new RegExp(hook.files);
    expect(suffixes.filter((suffix) => !files.test(`tools/a${suffix}`))).toEqual([]);
    expect(['README.md', 'a.c', 'a.o', 'bt', 'a.yaml'].filter((name) => files.test(name))).toEqual([]);
  });

  it('says what does not fit, as its entry is written', () => {
    const check = (file: string) => run('sh', ['-c', `${hook.entry} "$@"`, 'sh', file]);
    expect(check('tools/open.kprobe_events').status).toBe(0);
    const { status, output } = check('start.kprobe_events');
    expect([status, output.split('\n')[0]]).toEqual([
      1,
      'error[function-missing] start.kprobe_events:2:9  kprobe:blk_account_io_start',
    ]);
  });

  it('is taken by pre-commit itself, which .ci/run installs', () => {
    const hooks = temporaryDirectory({ '.pre-commit-hooks.yaml': readFileSync(join(root, '.pre-commit-hooks.yaml')) });
    const commit = (directory: string) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: directory });
      git('init', '-q');
      git('add', '-A');
      git('commit', '-qm', 'All of it');
      return git('rev-parse', 'HEAD').toString().trim();
    };
    const rev = commit(hooks);
    writeFileSync(join(repository, '.gitignore'), 'node_modules\n');
    writeFileSync(
      join(repository, '.pre-commit-config.yaml'),
      `repos:\n  - repo: ${hooks}\n    rev: ${rev}\n    hooks:\n      - id: ${hook.id}\n`,
    );
    commit(repository);
    const home = temporaryDirectory({});
    mkdirSync(join(home, 'cache'));
    const { status, output } = run('pre-commit', ['run', '--all-files'], { PRE_COMMIT_HOME: join(home, 'cache') });
    expect(output).toContain('error[function-missing] start.kprobe_events:2:9');
    expect(status).toBe(1);
  });
});

describe('the guide', () => {
  const page = readFileSync(join(root, 'docs/guide/in-ci.md'), 'utf8');
  const blocks = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => parse(text) as unknown);

  it('shows inputs, outputs, variables and a hook that there are', () => {
    const shown = JSON.stringify(blocks);
    const [steps] = blocks as [readonly { readonly id?: string; readonly with?: object }[]];
    const given = Object.keys(steps.find(({ id }) => id === 'tracefit')?.with ?? {});
    expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
    const outputs = [...shown.matchAll(/steps\.tracefit\.outputs\.(\w+)/g)].map(([, name = '']) => name);
    expect(outputs.length).toBeGreaterThan(0);
    expect(outputs.filter((name) => !(name in action.outputs))).toEqual([]);
    const variables = [...shown.matchAll(/TRACEFIT_\w+/g)].map(([name]) => name);
    expect(variables.filter((name) => !(name in gitlab.variables))).toEqual([]);
    expect(shown).toContain(`"id":"${hook.id}"`);
    expect(shown).toContain('examples/ci/tracefit.gitlab-ci.yml');
  });
});

describe('what is installed in continuous integration', () => {
  it('is the version of this repository', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')) as {
      version: string;
    };
    const named = [action.inputs['package']?.default, gitlab.variables['TRACEFIT_PACKAGE'], hook.entry].join(' ');
    expect(named.match(/@tracefit\/cli@\S+/g)).toEqual(Array.from({ length: 3 }, () => `@tracefit/cli@${version}`));
  });
});

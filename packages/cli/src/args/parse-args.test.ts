import { UsageError } from '@tracefit/model';
import { parseArgs } from './parse-args';

const options = {
  target: { value: 'QUERY', multiple: true, help: '' },
  'fail-on': { value: 'SEVERITY', choices: ['error', 'warning', 'never'], help: '' },
  strict: { help: '' },
} as const;

function refusal(...argv: string[]): string {
  try {
    parseArgs(argv, options);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the options of a command', () => {
  it('are read in both spellings, in any order', () => {
    expect(parseArgs(['a.bt', '--target', 'running', '--strict', '--target=debian 12', 'b.bt'], options)).toEqual({
      options: { target: ['running', 'debian 12'], 'fail-on': undefined, strict: true },
      positionals: ['a.bt', 'b.bt'],
    });
  });

  it('are absent, empty or off where they are not given', () => {
    expect(parseArgs([], options).options).toEqual({ target: [], 'fail-on': undefined, strict: false });
  });

  it('end at --, and - is no option', () => {
    expect(parseArgs(['-', '--', '--strict'], options).positionals).toEqual(['-', '--strict']);
  });

  it.each([
    [['--targt', 'x'], 'unknown option, did you mean --target: --targt'],
    [['--nothing-like-it'], 'unknown option: --nothing-like-it'],
    [['-x'], 'unknown option: -x'],
    [['--constructor'], 'unknown option: --constructor'],
    [['--target'], 'an option needs a value: --target QUERY'],
    [['--target='], 'an option needs a value: --target QUERY'],
    [['--strict=yes'], 'an option that takes no value was given one: --strict=yes'],
    [['--fail-on', 'info'], 'the value has to be error, warning or never: --fail-on info'],
    [['--fail-on', 'error', '--fail-on', 'never'], 'an option was given more than once: --fail-on'],
  ])('%j are refused', (argv, sentence) => {
    expect(refusal(...argv)).toBe(sentence);
  });
});

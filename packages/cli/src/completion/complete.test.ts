import { commands } from '../commands';
import { complete } from './complete';

const valuesOf = (placeholder: string) =>
  ['one', 'two'].map((word) => ({ word: `${placeholder.toLowerCase()}-${word}`, about: '' }));

function words(...line: string[]): readonly string[] {
  return complete(line, commands, valuesOf).map(({ word }) => word);
}

describe('what can stand at the end of a command line', () => {
  it('is a command first', () => {
    expect(words('s')).toEqual(['show', 'support', 'snapshot']);
    expect(words('')).toEqual([...Object.keys(commands), 'help', '--help', '--version']);
    expect(words('help', 'dif')).toEqual(['diff']);
  });

  it('is every option that the help of the command names', () => {
    for (const [name, load] of Object.entries(commands)) {
      expect(words(name, '--')).toEqual(Object.keys(load().options).map((option) => `--${option}`));
    }
  });

  it('is a value of the option before it', () => {
    expect(words('check', '--written-for', '')).toEqual(['kernel-one', 'kernel-two']);
    expect(words('check', '--fail-on', 'n')).toEqual(['never']);
    expect(words('check', '--fail-on=n')).toEqual(['--fail-on=never']);
    expect(words('check', '--fail-on', '=', 'n')).toEqual(['--fail-on=never']);
  });

  it('is what the synopsis has there', () => {
    expect(words('explain', '')).toEqual(['rule-one', 'rule-two']);
    expect(words('explain', 'rule-one', '')).toEqual([]);
    expect(words('diff', '--details', 'a', 'kernel-o')).toEqual(['kernel-one']);
    expect(words('snapshot', 're')).toEqual(['remove']);
    expect(words('snapshot', 'remove', 'a', 'id-t')).toEqual(['id-two']);
    expect(words('baseline', '--config', 'c.yaml', 'p')).toEqual(['prune']);
  });

  it('is left to the shell behind --, and for a command there is not', () => {
    expect([words('run', '--', 'bpf'), words('no-such', '--'), words('constructor', '')]).toEqual([[], [], []]);
  });
});

import { parseArgs as tokenize } from 'node:util';
import { UsageError } from '@tracefit/model';
import { didYouMean } from './did-you-mean';
import type { Option, Options } from './options';

/** What was given for one option. */
type Given<O extends Option> = O extends { readonly value: string }
  ? O extends { readonly multiple: true }
    ? readonly string[]
    : string | undefined
  : boolean;

export interface Args<O extends Options = Options> {
  readonly options: { readonly [Name in keyof O]: Given<O[Name]> };
  readonly positionals: readonly string[];
}

/**
 * Reads the words behind a command's name. `--name value` and `--name=value` are the same, `--` ends the options, `-`
 * is a positional.
 *
 * @throws UsageError for an unknown option, with the nearest names, and for a value that is missing or too much
 */
export function parseArgs<O extends Options>(argv: readonly string[], options: O): Args<O> {
  const { tokens } = tokenize({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [
        name,
        { type: option.value === undefined ? 'boolean' : 'string', multiple: option.multiple ?? false },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option)
      throw new UsageError(`unknown option${didYouMean(token.name, Object.keys(options), '--')}: ${token.rawName}`);
    const value = checkValue(option, token.rawName, token.value);
    const given = values.get(token.name);
    if (given) given.push(value);
    else values.set(token.name, [value]);
  }
  return {
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, settle(name, option, values.get(name))]),
    ) as Args<O>['options'],
    positionals,
  };
}

function checkValue(option: Option, name: string, value: string | undefined): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`an option that takes no value was given one: ${name}=${value}`);
    return '';
  }
  if (value === undefined || value === '') throw new UsageError(`an option needs a value: ${name} ${option.value}`);
  if (option.choices && !option.choices.includes(value)) {
    throw new UsageError(`the value has to be ${listed(option.choices)}: ${name} ${value}`);
  }
  return value;
}

function settle(
  name: string,
  option: Option,
  values: readonly string[] | undefined,
): boolean | string | readonly string[] | undefined {
  if (option.value === undefined) return values !== undefined;
  if (option.multiple) return values ?? [];
  if (values && values.length > 1) throw new UsageError(`an option was given more than once: --${name}`);
  return values?.[0];
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

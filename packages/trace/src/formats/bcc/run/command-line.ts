import { valueText } from '../../../c/source-text';
import type { Place } from '../python/syntax';
import type { Machine } from './machine';
import { none, type Option, type PyValue } from './value';

/** `parser.add_argument("-p", "--pid", ..)`, `add_option` (library/argparse, library/optparse of Python 3). */
export function addOption(
  options: Option[],
  args: readonly PyValue[],
  named: ReadonlyMap<string, PyValue>,
  place: Place,
): void {
  const spellings = args.flatMap((arg) => (arg.kind === 'text' ? [arg.value.text] : []));
  const long = spellings.find((spelling) => spelling.startsWith('--')) ?? spellings[0] ?? textArg(named, 'dest');
  if (long === undefined) return;
  const positional = !long.startsWith('-');
  const dest = textArg(named, 'dest') ?? long.replace(/^-+/, '').replace(/-/g, '_');
  const action = textArg(named, 'action') ?? 'store';
  const set = named.get('default');
  const truth = (value: boolean): PyValue => ({ kind: 'constant', value });
  const nargs = named.get('nargs');
  const optional = !positional || set !== undefined || (nargs?.kind === 'text' && nargs.value.text !== '+');
  const absent = set
    ? converted(set, named)
    : /^store_(?:true|false)$/.test(action)
      ? truth(action === 'store_false')
      : none;
  const options_ = options.findIndex((option) => option.dest === dest);
  if (options_ >= 0) options.splice(options_, 1);
  options.push({
    dest,
    spelled: long,
    absent: optional ? absent : isMany(nargs) ? { kind: 'list', items: [givenBy(long)] } : givenBy(long),
    given:
      action === 'store_true'
        ? truth(true)
        : action === 'store_false'
          ? truth(false)
          : givenValue(long, action, named, place),
  });
}

/** A value that the user gives; of what is written as `+` or `*` there may be many. */
function givenBy(option: string): PyValue {
  return { kind: 'unknown', text: option, given: true };
}

function isMany(nargs: PyValue | undefined): boolean {
  return nargs?.kind === 'number' || (nargs?.kind === 'text' && nargs.value.text !== '?');
}

/** Something a user could give: the first choice, a number, or a text that is one. */
function givenValue(option: string, action: string, named: ReadonlyMap<string, PyValue>, place: Place): PyValue {
  if (action === 'append' || isMany(named.get('nargs'))) return { kind: 'list', items: [givenBy(option)] };
  const choices = named.get('choices');
  if (choices?.kind === 'list' && choices.items[0]) return choices.items[0];
  const type = named.get('type');
  if (type?.kind === 'native' && /^(?:int|float)$/.test(type.name)) return { kind: 'number', value: 1 };
  if (type && type.kind !== 'native') return givenBy(option);
  return { kind: 'text', value: valueText('1', place.start, place.end) };
}

/** A default in quotes goes through `type`. */
function converted(value: PyValue, named: ReadonlyMap<string, PyValue>): PyValue {
  const type = named.get('type');
  const isNumber = type?.kind === 'native' && /^(?:int|float)$/.test(type.name);
  return isNumber && value.kind === 'text' && /^[\d.]+$/.test(value.value.text)
    ? { kind: 'number', value: Number(value.value.text) }
    : value;
}

function textArg(named: ReadonlyMap<string, PyValue>, name: string): string | undefined {
  const value = named.get(name);
  return value?.kind === 'text' ? value.value.text : undefined;
}

/** `parser.parse_args()`: what every option is without it, save those that this run gives. */
export function parseArgs(machine: Machine, options: readonly Option[], isOptparse: boolean): PyValue {
  const fields = new Map<string, PyValue>();
  for (const option of options) {
    fields.set(option.dest, machine.given.includes(option.dest) ? option.given : option.absent);
    if (!machine.options.some((known) => known.dest === option.dest)) machine.options.push(option);
  }
  const namespace: PyValue = { kind: 'namespace', fields };
  return isOptparse ? { kind: 'list', items: [namespace, { kind: 'list', items: [] }] } : namespace;
}

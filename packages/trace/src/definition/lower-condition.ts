import { parseCType, type Comparison, type Condition, type Guard, type ParseProblem } from '@tracefit/model';
import { itemsOf, textOf, type Located, type LocatedScalar } from '../data/located';
import { parseField } from './parse-field';

/** Characters of versions, as the schema has it. */
const maxVersions = 200;

/** The tests of a `when`; what is wrong in one is a problem. What is unknown in it, is decided by no kernel. */
export function lowerConditions(when: Located | undefined, problems: ParseProblem[]): readonly Guard[] {
  if (when?.kind === 'unknown') return [{ condition: { kind: 'opaque', text: when.reason }, span: when.span }];
  return itemsOf(when).flatMap((item) => {
    const condition = lowerCondition(item, problems);
    return condition ? [{ condition, span: item.span }] : [];
  });
}

/** `>= 5.12, < 6.3`: a test for each of them. */
export function lowerVersions(versions: LocatedScalar): readonly Guard[] {
  return versionsIn(versions).map((condition) => ({ condition, span: versions.span }));
}

function versionsIn({ text }: LocatedScalar): readonly Condition[] {
  if (text.text.length > maxVersions) return [];
  return text.text.split(',').flatMap((part): readonly Condition[] => {
    const [, op, version] = /^ *(<|<=|==|!=|>=|>) *(\d+(?:\.\d+){1,2}) *$/.exec(part) ?? [];
    return op === undefined || version === undefined ? [] : [{ kind: 'version', op: op as Comparison, version }];
  });
}

function lowerCondition(test: Located, problems: ParseProblem[]): Condition | undefined {
  if (test.kind === 'unknown') return { kind: 'opaque', text: test.reason };
  const [entry] = test.kind === 'map' ? test.entries : [];
  if (!entry) return undefined;
  const { key, value } = entry;
  if (value.kind === 'unknown') return { kind: 'opaque', text: value.reason };
  switch (key) {
    case 'not': {
      const of = lowerCondition(value, problems);
      return of && { kind: 'not', of };
    }
    case 'any':
    case 'all':
      return { kind: key, of: itemsOf(value).flatMap((item) => lowerCondition(item, problems) ?? []) };
    default: {
      const text = textOf(value);
      return text && lowerTest(key, text, problems);
    }
  }
}

function lowerTest(key: string, value: LocatedScalar, problems: ParseProblem[]): Condition | undefined {
  const { text: name } = value.text;
  switch (key) {
    case 'functionExists':
      return { kind: 'function_exists', name };
    case 'tracepointExists': {
      const [system = '', event = ''] = name.split(':');
      return { kind: 'tracepoint_exists', system, name: event };
    }
    case 'typeExists': {
      const { type } = parseCType(name);
      if (!type) problems.push({ kind: 'syntax', message: `not a type of C: \`${name}\``, span: value.span });
      return type && { kind: 'type_exists', type };
    }
    case 'fieldExists': {
      const field = parseField(value.text);
      if (!field) return undefined;
      const path = field.path.flatMap((step) => (step.kind === 'member' ? [step.name] : []));
      return { kind: 'field_exists', type: field.type, path };
    }
    case 'enumConstantExists':
      return { kind: 'enumval_exists', name };
    case 'symbolExists':
      return { kind: 'symbol_exists', name };
    case 'configSet':
      return { kind: 'config_set', name };
    case 'kernel':
      return allOf(versionsIn(value));
    default:
      return undefined;
  }
}

function allOf(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return only && conditions.length === 1 ? only : { kind: 'all', of: conditions };
}

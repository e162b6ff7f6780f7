import type { PyValue } from './value';
import { none } from './value';

/** The items of a value; `undefined` where they are not known. */
export function iterate(value: PyValue): readonly PyValue[] | undefined {
  switch (value.kind) {
    case 'list':
      return [...value.items];
    case 'dict':
      return [...value.entries.values()].map(({ key }) => key);
    case 'functions':
      return [{ kind: 'function_of', pattern: value.pattern, condition: value.condition }];
    case 'text':
      return undefined;
    default:
      return value === none ? [] : undefined;
  }
}

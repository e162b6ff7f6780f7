import { splitLines } from '../../../c/source-text';
import type { Place } from '../python/syntax';
import type { Machine } from './machine';
import { textValue, type PyValue } from './value';

/** Functions of Python that open a file or make its path (library/os.path of Python 3); what is opened is only read. */
export function fileFunction(name: string, args: readonly PyValue[], place: Place): PyValue | undefined {
  const paths = args.map((arg) => (arg.kind === 'text' ? arg.value.text : undefined));
  const [first] = paths;
  if (first === undefined) return undefined;
  switch (name) {
    case 'open':
    case 'io.open':
    case 'pathlib.Path':
    case 'Path':
      return { kind: 'file', path: first };
    case 'os.path.abspath':
    case 'os.path.realpath':
    case 'os.path.normpath':
      return args[0];
    case 'os.path.dirname':
      return textValue(/^(.*)\/[^/]*$/s.exec(first)?.[1] ?? '', place);
    case 'os.path.basename':
      return textValue(first.replace(/^.*\//s, ''), place);
    case 'os.path.join': {
      const known = paths.flatMap((path) => path ?? []);
      if (known.length < paths.length) return undefined;
      return textValue(
        known.reduce((path, next) => joinPath(path, next)),
        place,
      );
    }
    default:
      return undefined;
  }
}

/** A path with another behind it, as `os.path.join` and the `/` of `pathlib` put them together. */
export function joinPath(path: string, next: string): string {
  if (path === '' || next.startsWith('/')) return next;
  return path.endsWith('/') ? path + next : `${path}/${next}`;
}

/** Methods of an open file, and of a path of `pathlib`. */
export function fileMethod(
  machine: Machine,
  { path }: PyValue & { readonly kind: 'file' },
  name: string,
  args: readonly PyValue[],
  place: Place,
): PyValue | undefined {
  if (name === 'joinpath') {
    return args.reduce<PyValue | undefined>(
      (of, next) =>
        of?.kind === 'file' && next.kind === 'text' ? { ...of, path: joinPath(of.path, next.value.text) } : undefined,
      { kind: 'file', path },
    );
  }
  if (name === 'resolve' || name === 'absolute' || name === 'open') return { kind: 'file', path };
  if (!/^(?:read|read_text|read_bytes|readlines)$/.test(name)) return undefined;
  const text = machine.readFile(path, place);
  if (!text) return { kind: 'unknown', text: `the file ${path}, which is not among those given` };
  if (name !== 'readlines') return { kind: 'text', value: text };
  return { kind: 'list', items: splitLines(text).map((value): PyValue => ({ kind: 'text', value })) };
}

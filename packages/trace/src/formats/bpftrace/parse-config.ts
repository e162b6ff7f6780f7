import { stringValue } from './lexer';
import type { Reader } from './reader';
import type { ConfigNode } from './syntax-tree';

/** `config = { key = value; ... }` */
export function parseConfig(reader: Reader): readonly ConfigNode[] {
  const entries: ConfigNode[] = [];
  reader.next();
  reader.expect('=');
  reader.expect('{');
  while (!reader.at('}') && !reader.failed() && reader.peek().kind !== 'end') {
    const key = reader.next();
    if (key.kind !== 'word') reader.fail('expected the name of a setting', key);
    reader.expect('=');
    const value = reader.next();
    const isValue = value.kind === 'word' || value.kind === 'number' || value.kind === 'string';
    if (!isValue) reader.fail('expected a word, a number or a string', value);
    const text = value.kind === 'string' ? stringValue(value) : value.text;
    entries.push({ key: key.text, value: text, span: reader.since(key) });
    if (!reader.at('}')) reader.expect(';');
  }
  reader.expect('}');
  return entries;
}

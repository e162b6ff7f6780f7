import { stringValue } from './lexer';
import { parseExpression } from './parse-expression';
import type { Reader } from './reader';
import type { ComponentNode, ProbePointNode } from './syntax-tree';

/** Braces in one list of probe points are written out to no more points than these. */
const maxPoints = 1000;

/** Reads `point, point, ..`; each with its `?`, `!` or `if (..)`. */
export function parseProbePoints(reader: Reader): readonly ProbePointNode[] {
  const points: ProbePointNode[] = [];
  do points.push(...parseProbePoint(reader));
  while (reader.take(',') && points.length <= maxPoints);
  if (points.length > maxPoints) reader.fail(`expected no more than ${maxPoints} probe points`);
  return points;
}

function parseProbePoint(reader: Reader): readonly ProbePointNode[] {
  const first = reader.peek();
  const ways = parseWays(reader);
  const flags = parseFlags(reader);
  let condition = {};
  if (reader.take('if')) {
    reader.expect('(');
    condition = { condition: parseExpression(reader) };
    reader.expect(')');
  }
  return ways.map((way) => ({
    components: way.components,
    optional: way.optional || flags.optional,
    sufficient: way.sufficient || flags.sufficient,
    ...condition,
    ...reader.since(first),
  }));
}

/** The name of an alias, which has no alternatives. */
export function parseAliasName(reader: Reader): readonly ComponentNode[] {
  return parseWays(reader)[0]?.components ?? [];
}

type Way = Pick<ProbePointNode, 'components' | 'optional' | 'sufficient'>;

/** `?`: it need not be there. `!`: where it is, those behind it in the list are left out. */
function parseFlags(reader: Reader): Omit<Way, 'components'> {
  const sufficient = reader.take('!');
  return { sufficient, optional: !sufficient && reader.take('?') };
}

/** Reads components with dots between them; `{a,b}` stands for either. */
function parseWays(reader: Reader): readonly Way[] {
  let ways: readonly Way[] = [{ components: [], optional: false, sufficient: false }];
  do {
    const parts = reader.at('{') ? parseBraces(reader) : [parseComponent(reader)];
    ways = ways.flatMap((way) => parts.map((part) => join(way, part)));
    if (ways.length > maxPoints) reader.fail(`expected no more than ${maxPoints} probe points`);
  } while (reader.take('.'));
  return ways;
}

function join(way: Way, part: Way | ComponentNode): Way {
  const inner = 'components' in part ? part : { components: [part], optional: false, sufficient: false };
  return {
    components: [...way.components, ...inner.components],
    optional: way.optional || inner.optional,
    sufficient: way.sufficient || inner.sufficient,
  };
}

function parseBraces(reader: Reader): readonly Way[] {
  return reader.nest(() => {
    const ways: Way[] = [];
    reader.expect('{');
    do {
      const part = parseWays(reader);
      const flags = parseFlags(reader);
      for (const way of part) {
        ways.push({
          components: way.components,
          optional: way.optional || flags.optional,
          sufficient: way.sufficient || flags.sufficient,
        });
      }
    } while (reader.take(','));
    reader.expect('}');
    return ways;
  });
}

function parseComponent(reader: Reader): ComponentNode {
  const first = reader.peek();
  let name = '';
  // A pattern is made of words and asterisks without blanks between them.
  for (let token = first; isPartOfName(token.kind, token.text); token = reader.peek()) {
    if (name !== '' && token.start !== reader.last().end) break;
    name += reader.next().text;
  }
  if (name === '') reader.fail('expected a probe point');
  // What the command line gives may be any part of a probe point.
  const isDynamic = /[$@]/.test(name) ? { isDynamic: true } : {};
  if (!reader.take('(')) return { name, ...isDynamic, ...reader.since(first) };
  const arg = parseArgument(reader);
  reader.expect(')');
  return { name, ...isDynamic, ...arg, ...reader.since(first) };
}

function isPartOfName(kind: string, text: string): boolean {
  return kind === 'word' || kind === 'number' || (kind === 'sign' && text === '*');
}

/** A number, or texts beside each other; the command line and macros of other files may give a part of them. */
function parseArgument(reader: Reader): Pick<ComponentNode, 'arg' | 'isNumber' | 'isDynamic'> {
  const first = reader.peek();
  if (first.kind === 'string' || first.text.startsWith('@')) {
    let arg = '';
    let isDynamic = false;
    for (let token = first; token.kind === 'string' || token.text.startsWith('@'); token = reader.peek()) {
      if (token.kind !== 'string') isDynamic = true;
      arg += token.kind === 'string' ? stringValue(token) : token.text;
      reader.next();
    }
    return { arg, ...(isDynamic ? { isDynamic } : {}) };
  }
  const sign = reader.take('-') ? '-' : '';
  const token = reader.peek();
  if (token.kind !== 'number' && token.kind !== 'word') reader.fail('expected a number or a text');
  reader.next();
  const isDynamic = token.kind === 'word' ? { isDynamic: true } : {};
  return { arg: `${sign}${token.text}`, isNumber: true, ...isDynamic };
}

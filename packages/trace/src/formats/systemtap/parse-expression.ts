import { stringValue } from './lexer';
import type { Reader } from './reader';
import type { Expression, StepNode } from './syntax-tree';

/** How tightly operators of two sides bind (stap's parse.cxx, SystemTap 5.3); those of one number go from left to right. */
const strengths: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  in: 6,
  '<': 7,
  '>': 7,
  '==': 7,
  '!=': 7,
  '<=': 7,
  '>=': 7,
  '=~': 7,
  '!~': 7,
  '<<': 8,
  '>>': 8,
  '.': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '%': 11,
};

/** Brackets and signs behind one value. */
const maxPostfix = 64;

const assignments: readonly string[] = '= <<< += -= *= /= %= <<= >>= &= ^= |= .='.split(' ');

/** Words that begin a statement, and so end the expression before it. */
export const keywords: ReadonlySet<string> = new Set(
  'probe global private function if else while for foreach in limit return delete break continue next try catch string long'.split(
    ' ',
  ),
);

/** Reads an expression; assignments are the loosest. */
export function parseExpression(reader: Reader): Expression {
  return reader.nest(() => {
    const first = reader.peek();
    const left = parseTernary(reader);
    if (!reader.at(...assignments)) return left;
    const op = reader.next().text;
    const right = parseExpression(reader);
    return { kind: 'operator', op, of: [left, right], ...reader.since(first) };
  });
}

function parseTernary(reader: Reader): Expression {
  const first = reader.peek();
  const condition = parseBinary(reader, 1);
  if (!reader.take('?')) return condition;
  const yes = reader.nest(() => parseTernary(reader));
  reader.expect(':');
  const no = reader.nest(() => parseTernary(reader));
  return { kind: 'operator', op: '?', of: [condition, yes, no], ...reader.since(first) };
}

/** Operators of one strength beside each other make one node, so that a long sum is not a deep tree. */
function parseBinary(reader: Reader, least: number): Expression {
  const first = reader.peek();
  const before = parseUnary(reader);
  let chain: { readonly strength: number; readonly op: string; readonly of: Expression[] } | undefined;
  for (;;) {
    const token = reader.peek();
    const strength = token.kind === 'string' ? undefined : strengths[token.text];
    if (strength === undefined || strength < least) return whole();
    reader.next();
    const right = reader.nest(() => parseBinary(reader, strength + 1));
    if (chain?.strength === strength) chain.of.push(right);
    else chain = { strength, op: token.text, of: [whole(), right] };
  }

  function whole(): Expression {
    return chain ? { kind: 'operator', op: chain.op, of: chain.of, ...reader.since(first) } : before;
  }
}

function parseUnary(reader: Reader): Expression {
  const first = reader.peek();
  if (!reader.at('+', '-', '!', '~', '++', '--', '&')) return parsePostfix(reader);
  const op = reader.next().text;
  const of = reader.nest(() => parseUnary(reader));
  return { kind: 'operator', op, of: [of], ...reader.since(first) };
}

function parsePostfix(reader: Reader): Expression {
  const first = reader.peek();
  let value = parsePrimary(reader);
  for (let steps = 0; ; steps++) {
    if (steps > maxPostfix) reader.fail(`expected no more than ${maxPostfix} operators behind a value`);
    if (reader.take('++', '--')) {
      value = { kind: 'operator', op: reader.last().text, of: [value], ...reader.since(first) };
    } else if (reader.at('->')) {
      value = { kind: 'members', of: value, steps: parseSteps(reader), ...reader.since(first) };
    } else if (reader.at('[')) {
      const of = [value, ...parseIndexes(reader)];
      value = { kind: 'operator', op: '[]', of, ...reader.since(first) };
    } else return value;
  }
}

/** `[a, b]`, an asterisk standing for any index. */
export function parseIndexes(reader: Reader): readonly Expression[] {
  reader.expect('[');
  return parseList(reader, ']', () => {
    const star = reader.peek();
    const isAny = star.text === '*' && [',', ']'].includes(reader.peek(1).text);
    if (!isAny) return parseExpression(reader);
    reader.next();
    return { kind: 'literal', value: '*', isText: false, ...reader.since(star) };
  });
}

function parseList(reader: Reader, close: string, read: () => Expression): readonly Expression[] {
  const items: Expression[] = [];
  if (reader.take(close)) return items;
  do items.push(read());
  while (reader.take(','));
  reader.expect(close);
  return items;
}

function parsePrimary(reader: Reader): Expression {
  const first = reader.peek();
  switch (first.kind) {
    case 'number':
      reader.next();
      return { kind: 'literal', value: first.text, isText: false, ...reader.since(first) };
    case 'string': {
      let value = '';
      // Texts beside each other are one, and so are those that the command line gives.
      while (reader.peek().kind === 'string') value += stringValue(reader.next());
      return { kind: 'literal', value, isText: true, ...reader.since(first) };
    }
    case 'embedded':
      reader.next();
      return { kind: 'call', name: '%{', args: [], steps: [], ...reader.since(first) };
    case 'word':
      return parseWord(reader);
    default:
  }
  if (reader.take('(')) {
    const inside = parseExpression(reader);
    reader.expect(')');
    return inside;
  }
  if (reader.at('[')) {
    const of = parseIndexes(reader);
    return { kind: 'operator', op: '[,]', of, ...reader.since(first) };
  }
  return reader.fail('expected an expression');
}

function parseWord(reader: Reader): Expression {
  const first = reader.peek();
  const name = first.text;
  if (keywords.has(name)) return reader.fail('expected an expression');
  reader.next();
  if (name.startsWith('$')) {
    const isArgument = /^\$(?:\d+|#)$/.test(name);
    // The command line may give the name of a function too.
    if (isArgument && reader.at('(')) {
      return { kind: 'call', name, args: parseArguments(reader), steps: [], ...reader.since(first) };
    }
    const nameEnd = reader.last().end;
    const steps = isArgument ? [] : parseSteps(reader);
    return { kind: 'target', name, nameEnd, steps, ...reader.since(first) };
  }
  if (reader.at('(')) {
    const args = parseArguments(reader);
    const steps = name.startsWith('@') ? parseSteps(reader) : [];
    return { kind: 'call', name, args, steps, ...reader.since(first) };
  }
  if (name.startsWith('@')) {
    return { kind: 'call', name, args: [], steps: parseSteps(reader), ...reader.since(first) };
  }
  return { kind: 'word', name, ...reader.since(first) };
}

/** `( a, b )`; what stands in them may be the name of a type or a statement's part where a macro takes it. */
function parseArguments(reader: Reader): readonly Expression[] {
  reader.expect('(');
  return parseList(reader, ')', () => parseExpression(reader));
}

/** `->member`, `[index]` and, behind nothing but other steps, `->$dynamic`. */
function parseSteps(reader: Reader): readonly StepNode[] {
  const steps: StepNode[] = [];
  for (;;) {
    const first = reader.peek();
    if (reader.at('->')) {
      reader.next();
      const name = reader.peek();
      if (name.kind !== 'word') return reader.fail('expected the name of a member');
      reader.next();
      steps.push({ kind: 'member', name: name.text, start: name.start, end: name.end });
    } else if (reader.at('[')) {
      reader.next();
      reader.nest(() => parseExpression(reader));
      reader.expect(']');
      steps.push({ kind: 'index', name: '', ...reader.since(first) });
    } else return steps;
  }
}

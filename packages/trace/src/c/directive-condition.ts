import { evaluateConstant, type Comparison, type Condition, type Span } from '@tracefit/model';
import type { Oracle } from '../explore';
import { expand, readArguments, type Macros } from './macros';
import { printTokens, type Token } from './tokens';

interface Evaluator {
  readonly macros: Macros;
  readonly ownNames: ReadonlySet<string>;
  readonly oracle: Oracle;
  readonly span: Span;
}

const comparisons: readonly string[] = ['<', '<=', '==', '!=', '>=', '>'];
const opposite: Readonly<Record<string, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Macros that the kernel's headers define on every kernel; `bio_dev` is of include/linux/bio.h (Linux 4.14 and later). */
const headerMacros: ReadonlySet<string> = new Set(['LINUX_VERSION_CODE', 'KERNEL_VERSION', '__KERNEL__', 'bio_dev']);

/** Whether the code behind `#if` is compiled; what depends on the kernel is asked of the oracle. */
export function holds(tokens: readonly Token[], evaluator: Evaluator, depth = 0): boolean {
  if (depth > 64) return evaluator.oracle.decide(opaque(tokens), evaluator.span);
  const inner = (part: readonly Token[]) => holds(part, evaluator, depth + 1);
  const either = splitAt(tokens, '||');
  if (either) return either.some(inner);
  const both = splitAt(tokens, '&&');
  if (both) return both.every(inner);
  const [first, second] = tokens;
  if (first?.text === '!') return !inner(tokens.slice(1));
  if (first?.text === '(' && closes(tokens)) return inner(tokens.slice(1, -1));
  if (first?.text === 'defined') return isDefined((second?.text === '(' ? tokens[2] : second)?.text ?? '', evaluator);
  const option = /^IS_(?:ENABLED|BUILTIN|MODULE|REACHABLE)$/.test(first?.text ?? '') ? tokens[2]?.text : undefined;
  if (option !== undefined) return decideConfig(option, evaluator);
  return decideValue(tokens, evaluator);
}

/** Whether a name is defined: by the text, or by the kernel's own headers. */
export function isDefined(name: string, { macros, ownNames, oracle, span }: Evaluator): boolean {
  if (macros.has(name)) return true;
  if (ownNames.has(name)) return false;
  if (name.startsWith('CONFIG_')) return oracle.decide({ kind: 'config_set', name }, span);
  if (headerMacros.has(name)) return true;
  return oracle.decide({ kind: 'opaque', text: `defined(${name})` }, span);
}

function decideConfig(name: string, { oracle, span }: Evaluator): boolean {
  return oracle.decide({ kind: 'config_set', name }, span);
}

function decideValue(tokens: readonly Token[], { macros, ownNames, oracle, span }: Evaluator): boolean {
  const expanded = expand(tokens, macros);
  const version = versionTest(expanded);
  if (version) return oracle.decide(version, span);
  const [only] = expanded;
  if (expanded.length === 1 && only?.text.startsWith('CONFIG_') === true) {
    return oracle.decide({ kind: 'config_set', name: only.text }, span);
  }
  // A name that is not defined is 0 (C11 6.10.1).
  const zeros = new Map([...ownNames].map((name) => [name, 0n] as const));
  const value = evaluateConstant(printTokens(expanded), zeros);
  return value === undefined ? oracle.decide(opaque(tokens), span) : value !== 0n;
}

/** `LINUX_VERSION_CODE` compared with `KERNEL_VERSION(a, b, c)` or a number. */
export function versionTest(tokens: readonly Token[]): Condition | undefined {
  const at = tokens.findIndex((token) => comparisons.includes(token.text));
  const op = tokens[at]?.text;
  if (op === undefined) return undefined;
  const [left, right] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const [code, number] = isVersionCode(left) ? [left, right] : [right, left];
  const version = isVersionCode(code) ? readVersion(number) : undefined;
  if (version === undefined) return undefined;
  return { kind: 'version', op: code === left ? (op as Comparison) : (opposite[op] ?? (op as Comparison)), version };
}

function isVersionCode(tokens: readonly Token[]): boolean {
  const word = tokens.filter((token) => token.text !== '(' && token.text !== ')');
  return word.length === 1 && /^LINUX_(?:VERSION_CODE|KERNEL_VERSION)$/.test(word[0]?.text ?? '');
}

/** `KERNEL_VERSION(a, b, c)` is `(a << 16) + (b << 8) + c`. */
function readVersion(tokens: readonly Token[]): string | undefined {
  const bare = tokens[0]?.text === '(' && closes(tokens) ? tokens.slice(1, -1) : tokens;
  if (bare[0]?.text === 'KERNEL_VERSION') {
    const args = readArguments(bare, 1)?.args.map((arg) => evaluateConstant(printTokens(arg)));
    return args?.length === 3 && args.every((arg) => arg !== undefined) ? args.join('.') : undefined;
  }
  const code = evaluateConstant(printTokens(bare));
  return code === undefined || code < 0n ? undefined : `${code >> 16n}.${(code >> 8n) & 255n}.${code & 255n}`;
}

function opaque(tokens: readonly Token[]): Condition {
  return { kind: 'opaque', text: printTokens(tokens).slice(0, 200) };
}

/** Whether the first token is a parenthesis that the last one closes. */
function closes(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.every((token, at) => {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    return depth > 0 || at === tokens.length - 1;
  });
}

function splitAt(tokens: readonly Token[], sign: string): readonly (readonly Token[])[] | undefined {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === sign && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.length > 1 ? parts : undefined;
}

import { compares, type Comparison, type Condition } from '@tracefit/model';
import { stringValue, type Token } from './lexer';

/** Scripts that ask for SystemTap's version are taken for run by this one. */
const systemtapVersion = '5.3';

/**
 * Reads the condition of `%( .. %?`: comparisons put together by `&&` and `||` (stap(1), "Conditional compilation"). The
 * version of SystemTap, its runtime and the user's privilege are taken for the newest and the usual ones; `arch` is the architecture, where one is meant.
 */
export function readCondition(tokens: readonly Token[], arch?: string): Condition | boolean {
  const readComparison = (part: readonly Token[]) => compare(part, arch);
  return combine(
    'any',
    split(tokens, '||').map((part) => combine('all', split(part, '&&').map(readComparison))),
  );
}

function split(tokens: readonly Token[], sign: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === sign) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function combine(kind: 'all' | 'any', parts: readonly (Condition | boolean)[]): Condition | boolean {
  const decides = kind === 'any';
  if (parts.includes(decides)) return decides;
  const open = parts.filter((part): part is Condition => typeof part !== 'boolean');
  const [only] = open;
  if (!only) return !decides;
  return open.length === 1 ? only : { kind, of: open };
}

function compare(tokens: readonly Token[], arch: string | undefined): Condition | boolean {
  const [left, op, right] = tokens;
  const text = tokens
    .map((token) => token.text)
    .join(' ')
    .slice(0, 200);
  const opaque: Condition = { kind: 'opaque', text };
  if (!left || !op || !right || tokens.length !== 3 || !/^(?:[<>]=?|[=!]=)$/.test(op.text)) return opaque;
  const sign = op.text as Comparison;
  const value = right.kind === 'string' ? stringValue(right) : right.text;
  switch (left.text) {
    case 'kernel_v':
    case 'kernel_vr':
      return compareKernel(sign, value) ?? { kind: 'not_followed', text };
    case 'systemtap_v':
      return isVersion(value) ? compares(compareNumbers(systemtapVersion, value), sign) : opaque;
    case 'systemtap_privilege':
      return compares(Number(value !== 'stapdev'), sign);
    case 'runtime':
      return compares(Number(value !== 'kernel'), sign);
    case 'arch':
      return arch === undefined ? { kind: 'not_followed', text } : compares(Number(value !== arch), sign);
    default:
  }
  if (/^CONFIG_\w+$/.test(left.text)) return compareOption(left.text, sign, value) ?? { kind: 'not_followed', text };
  if (left.kind === 'number' && right.kind === 'number') return compares(Number(left.text) - Number(value), sign);
  return opaque;
}

const isVersion = (value: string) => /^\d+(?:\.\d+)*/.test(value);

/** Versions are compared as RPM does; patterns (`"2.6.*"`) are not followed. */
function compareKernel(sign: Comparison, value: string): Condition | undefined {
  if (!isVersion(value) || /[*?[]/.test(value)) return undefined;
  const [major = 0, minor = 0, patch = 0] = (value.match(/\d+/g) ?? []).map(Number);
  const version = `${major}.${minor}.${patch}`;
  // What is the other's opposite is one question.
  if (sign === '<') return { kind: 'not', of: { kind: 'version', op: '>=', version } };
  if (sign === '<=') return { kind: 'not', of: { kind: 'version', op: '>', version } };
  if (sign === '!=') return { kind: 'not', of: { kind: 'version', op: '==', version } };
  return { kind: 'version', op: sign, version };
}

function compareOption(name: string, sign: Comparison, value: string): Condition | undefined {
  const isSet: Condition = { kind: 'config_set', name };
  if (sign !== '==' && sign !== '!=') return undefined;
  if (value === 'y' || value === '[ym]') return sign === '==' ? isSet : { kind: 'not', of: isSet };
  if (value === 'n' || value === '') return sign === '==' ? { kind: 'not', of: isSet } : isSet;
  return undefined;
}

function compareNumbers(left: string, right: string): number {
  const [a, b] = [left, right].map((each) => (each.match(/\d+/g) ?? []).map(Number));
  for (let at = 0; at < Math.max(a?.length ?? 0, b?.length ?? 0); at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

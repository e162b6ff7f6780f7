import { UsageError, nearestNames } from '@tracefit/model';
import { rules } from '@tracefit/rules';
import configSchema from '@tracefit/schemas/config.schema.json';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Tags } from 'yaml';
import type { Config } from './config';

/**
 * Reads a configuration and holds it against its schema.
 *
 * @param shown what the user calls the file
 * @throws UsageError for the first thing that is wrong, with its line and column
 */
export function readConfig(text: string, shown: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', customTags: withoutNumbers });
  const wrong = (what: string, offset: number): UsageError => {
    const { line, col } = lines.linePos(offset);
    return new UsageError(`${what}: ${shown}:${line}:${col}`);
  };
  const [problem] = document.errors;
  if (problem) throw wrong(firstSentence(problem.message), problem.pos[0]);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch {
    throw wrong('its aliases stand for too much', 0);
  }
  const isConfig = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<Config>(configSchema);
  if (!isConfig(value)) {
    // Of an alternative that fits in no way, the last error speaks of the whole.
    const error = isConfig.errors?.at(-1);
    throw wrong(error ? sentence(error) : 'not a configuration', error ? offsetOf(document, error) : 0);
  }
  for (const id of Object.keys(value.rules ?? {})) {
    if (rules.some((rule) => rule.id === id)) continue;
    const near = nearestNames(
      id,
      rules.map((rule) => rule.id),
    );
    const hint = near.length === 0 ? '' : `, did you mean ${near.join(' or ')}`;
    throw wrong(`no rule is called ${id}${hint}`, keyOffset(document, ['rules'], id));
  }
  return value;
}

/** `5.10` is a version here, not the number 5.1. */
function withoutNumbers(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag));
}

/** What the schema says is wrong, as a sentence that begins with the place in the configuration. */
function sentence(error: ErrorObject): string {
  const place = error.instancePath.slice(1).replaceAll('/', '.') || 'the configuration';
  const { additionalProperty, allowedValues, propertyName } = error.params as Readonly<Record<string, unknown>>;
  if (typeof additionalProperty === 'string') {
    const known = error.instancePath === '' ? Object.keys(configSchema.properties) : [];
    const near = nearestNames(additionalProperty, known);
    return `${place} has no key ${additionalProperty}${near.length === 0 ? '' : `, did you mean ${near.join(' or ')}`}`;
  }
  if (Array.isArray(allowedValues)) return `${place} has to be one of ${allowedValues.join(', ')}`;
  if (typeof propertyName === 'string') return `${place} has a name that cannot be written in a query: ${propertyName}`;
  return `${place} ${error.message ?? 'is wrong'}`;
}

function offsetOf(document: Document, error: ErrorObject): number {
  const keys = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { additionalProperty, propertyName } = error.params as Readonly<Record<string, unknown>>;
  const key = additionalProperty ?? propertyName;
  if (typeof key === 'string') return keyOffset(document, keys, key);
  return nodeOffset(document.getIn(keys.map(asIndex), true));
}

/** Where a key of the map at a path begins. */
function keyOffset(document: Document, path: readonly string[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path.map(asIndex), true);
  if (!isMap(map)) return nodeOffset(map);
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return nodeOffset(pair?.key);
}

function asIndex(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

function nodeOffset(node: unknown): number {
  return (node as { readonly range?: readonly [number, number, number] } | undefined)?.range?.[0] ?? 0;
}

/** The library's messages show the place on further lines. */
function firstSentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return `not well-formed YAML, ${line.replace(/ at line \d+, column \d+:?$/, '').replace(/^./, (c) => c.toLowerCase())}`;
}

import { nearestNames } from '@tracefit/model';
import { rules } from '@tracefit/rules';
import configSchema from '@tracefit/schemas/config.schema.json';
import suppressionsSchema from '@tracefit/schemas/suppressions.schema.json';
import { readYaml } from '../inputs/read-yaml';
import type { Config, FoundConfig } from './config';

/**
 * Reads a configuration and holds it against its schema.
 *
 * @param shown what the user calls the file
 * @throws UsageError for the first thing that is wrong, with its line and column
 */
export function readConfig(text: string, shown: string): Pick<FoundConfig, 'config' | 'suppressionLines'> {
  const { value, wrong, lineOf } = readYaml<Config>(text, configSchema, {
    what: 'a configuration',
    shown,
    schemas: [suppressionsSchema],
  });
  const ids = rules.map((rule) => rule.id);
  for (const id of Object.keys(value.rules ?? {})) {
    if (ids.includes(id)) continue;
    const near = nearestNames(id, ids);
    const hint = near.length === 0 ? '' : `, did you mean ${near.join(' or ')}`;
    throw wrong(`no rule is called ${id}${hint}`, ['rules'], id);
  }
  return {
    config: value,
    suppressionLines: (value.suppressions ?? []).map((_, at) => lineOf(['suppressions', String(at)])),
  };
}

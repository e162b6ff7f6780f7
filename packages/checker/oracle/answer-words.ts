import type { CoreRelo } from '@tracefit/model';
import type { CoreResolution } from '../src/core-relo/resolve-core-relo';

/** Our answer for a relocation in the words of `askBpftool`. */
export function answerWords(relo: CoreRelo, resolution: CoreResolution): string {
  if (relo.kind === 'type_id_local') return 'match';
  if (resolution.kind !== 'found') return resolution.kind;
  const { path, bitOffset, constant } = resolution.spec;
  if (constant) return constant.value;
  if (!relo.kind.startsWith('field_')) return 'match';
  const bits = bitOffset % 8;
  return `${path.join(':')} at ${Math.floor(bitOffset / 8)}${bits === 0 ? '' : `.${bits}`}`;
}

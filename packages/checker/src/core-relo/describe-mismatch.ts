import { printType, type CoreRelo } from '@tracefit/model';
import { printInside } from '../paths/walk';
import type { Mismatch } from './match-spec';

/** What the kernel lacks for a relocation, as a clause. */
export function describeMismatch(relo: CoreRelo, mismatch: Mismatch | undefined): string {
  switch (mismatch?.kind) {
    case undefined:
      return `there is no \`${printType(relo.type)}\``;
    case 'no_member':
      return `\`${printInside(mismatch.inside)}\` has no member \`${mismatch.member}\``;
    case 'other_type': {
      const { inside, member, actual } = mismatch;
      return `\`${member}\` in \`${printInside(inside)}\` is \`${printType(actual, member)}\``;
    }
    case 'no_element':
      return `\`${printInside(mismatch.inside)}\` has no element ${mismatch.index}`;
    case 'no_constant':
      return `\`${printType(relo.type)}\` has no constant \`${mismatch.name}\``;
    case 'other_kind':
      return `\`${printType(relo.type)}\` is another kind of type`;
  }
}

import type { CoreRelo, CType, EnumValue, Member } from '@tracefit/model';
import { isComposite, type TypeView } from './type-view';

/** One step of a path: to a named member of a struct or union, or to an element. */
export interface Accessor {
  /** For a member the struct or union it is in; for an element the type of the elements; typedefs are gone. */
  readonly inside: CType;
  readonly index: number;
  readonly member?: Member;
}

/** What a relocation means on one side, in the object or on a kernel. */
export interface CoreSpec {
  readonly accessors: readonly Accessor[];
  /** Indices of members and elements, anonymous members included; for a constant its index. */
  readonly path: readonly number[];
  readonly bitOffset: number;
  readonly constant?: EnumValue;
}

/** A sentence why libbpf refuses a relocation, and with it the object. */
export interface Refusal {
  readonly refused: string;
}

/** The longest path, `BPF_CORE_SPEC_MAX_LEN` of relo_core.h. */
export const longestPath = 64;

export function isFieldKind({ kind }: CoreRelo): boolean {
  return kind.startsWith('field_');
}

export function isConstantKind({ kind }: CoreRelo): boolean {
  return kind.startsWith('enumval_');
}

/** What the access path of a relocation means in its own object (bpf_core_parse_spec, relo_core.c, Linux 7.2). */
export function parseSpec(relo: CoreRelo, view: TypeView): CoreSpec | Refusal {
  const { access } = relo;
  const [first = 0] = access;
  if (!isFieldKind(relo) && !isConstantKind(relo)) {
    if (access.length !== 1 || first !== 0) return { refused: 'its access path is not that of a type' };
    return { accessors: [], path: [0], bitOffset: 0 };
  }
  const root = view.resolve(relo.type);
  if (isConstantKind(relo)) {
    const constant = view.enumOf(root)?.values[first];
    if (!constant || access.length > 1) return { refused: 'its access path is not that of a constant' };
    return { accessors: [], path: [first], bitOffset: 0, constant };
  }
  return parseField(relo, root, view);
}

function parseField(relo: CoreRelo, root: CType, view: TypeView): CoreSpec | Refusal {
  const [first = 0, ...rest] = relo.access;
  const size = view.size(root);
  if (size === undefined || relo.access.length > longestPath) return { refused: 'its access path is damaged' };
  const accessors: Accessor[] = [{ inside: root, index: first }];
  let bitOffset = first * size * 8;
  let type = root;
  for (const index of rest) {
    const at = view.resolve(type);
    if (isComposite(view.kind(at))) {
      const member = view.members(at)[index];
      if (!member) return { refused: `its access path names a member that is not there, number ${index}` };
      bitOffset += member.bitOffset;
      if (member.name !== '') accessors.push({ inside: at, index, member });
      type = member.type;
    } else if (at.kind === 'array') {
      const element = view.resolve(at.of);
      if (index >= at.count && !isFlexible(view, accessors.at(-1), at.count)) {
        return { refused: `its access path leaves an array, element ${index}` };
      }
      accessors.push({ inside: element, index });
      bitOffset += index * (view.size(element) ?? 0) * 8;
      type = element;
    } else return { refused: 'its access path goes into a type that has no members' };
  }
  return { accessors, path: relo.access, bitOffset };
}

/** Whether an array without a count is the last member of its struct, so that any element of it may be there. */
export function isFlexible(view: TypeView, holder: Accessor | undefined, count: number): boolean {
  return count === 0 && holder?.member !== undefined && holder.index === view.members(holder.inside).length - 1;
}

import type { Condition, CType, Probe, Requirement, Span, Use } from '@tracefit/model';

/** A member of such a struct that a program is put into. */
export interface StructOpsMember {
  readonly name: string;
  readonly span: Span;
}

/** Sections with structs whose members are programs (`SEC(".struct_ops")`, `.struct_ops.link`; libbpf 1.4). */
export function isStructOps(section: string): boolean {
  return /^\??\.struct_ops(?:\.link)?$/.test(section);
}

/** Sections of the programs that are put into them. */
export function isStructOpsProgram(section: string): boolean {
  return /^\??struct_ops(?:\.s)?(?:\/|$)/.test(section);
}

/**
 * Programs that the kernel calls where it would call functions of its own: it must take such a struct (`bpf_struct_ops_TYPE` in
 * its BTF), and libbpf finds each member that is set by its name (`bpf_map__init_kern_struct_ops`).
 *
 * @param type the name of the struct, with a flavour or not
 */
export function structOpsProbe(
  type: string,
  members: readonly StructOpsMember[],
  span: Span,
  code: { readonly uses: readonly Use[]; readonly unknowns: Probe['unknowns'] },
): Probe {
  const name = type.replace(/___.*$/, '');
  const struct: CType = { kind: 'struct', name };
  const condition: Condition = { kind: 'type_exists', type: { kind: 'struct', name: `bpf_struct_ops_${name}` } };
  const requires: Requirement = { what: `struct_ops of the type ${name}`, condition, span };
  // Where the kernel takes no such struct, that is all there is to say.
  const taken = [{ condition, span }];
  const named = members.map((member): Use => ({ kind: 'type', type: struct, path: [member.name], span: member.span }));
  return {
    attach: { kind: 'always', name: `struct_ops:${name}`, span },
    uses: [...named, ...code.uses].map((use) => ({ ...use, guards: [...taken, ...(use.guards ?? [])] })),
    guards: [],
    requires: [requires],
    unknowns: code.unknowns,
    span,
  };
}

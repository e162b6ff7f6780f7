/** What came of one kernel. */
export interface Row {
  readonly kernel: string;
  /** Of objects as they are, and of changed ones. */
  readonly relocations: number;
  readonly changed: number;
  /** Of both, those that match nothing on the kernel. */
  readonly unmatched: number;
  readonly differ: readonly string[];
}

/** The page with the table of all kernels, and every difference by name. */
export function renderPage(rows: readonly Row[], programs: number): string {
  const differ = rows.flatMap((row) => row.differ.map((text) => `- ${row.kernel}: ${text}`));
  const table = rows.map(
    (row) => `| ${row.kernel} | ${row.relocations} | ${row.changed} | ${row.unmatched} | ${row.differ.length} |`,
  );
  return `# Accuracy: CO-RE relocations

What tracefit makes of the relocations of compiled BPF programs is held against libbpf itself: \`bpftool -d gen min_core_btf\`
resolves them on the BTF of a kernel and says which member, type or constant it took, and where it lies.

\`\`\`
npm run compare-core -- --changed 2 --write docs/accuracy-core.md --kernel VMLINUZ... PROGRAM...
\`\`\`

The objects are those that ${programs} programs carry (Debian's \`libbpf-tools\`), and for each some that were changed to ask other
things of other types. Compared are the way through the members, the offset in bits, the value of constants, whether anything
matches, and whether libbpf refuses the object.

| kernel | relocations | of changed objects | that match nothing | that differ |
| ------ | ----------: | -----------------: | -----------------: | ----------: |
${table.join('\n')}

${differ.length === 0 ? 'There is no difference.' : differ.join('\n')}
`;
}

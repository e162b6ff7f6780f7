import type { Compared } from './compare-callers';

/** The page of the documentation that says how well callers are read. */
export function renderPage(rows: readonly Compared[]): string {
  return `# Accuracy: callers

Who calls a function is read from the machine code of a kernel's image: direct calls, and jumps to its first byte. The instructions are held
against those that objdump (GNU binutils) disassembles in the same image; names and places are found alike for both.

\`\`\`
npm run compare-callers -- --write docs/accuracy-callers.md VMLINUZ...
\`\`\`

${table(rows)}

What objdump alone finds on x86-64 are jumps of two bytes to a neighbouring function, which are left out since too much looks like one, and
calls out of tables of code (\`early_idt_handler_array\`). What tracefit alone finds are bytes inside of other instructions that look like a call.

Not seen by either: calls through pointers, for which it is told whether the address of a function is taken, and calls out of modules.
`;
}

function table(rows: readonly Compared[]): string {
  const cells = [
    [
      'kernel',
      'functions',
      'that are called',
      'all callers the same',
      'call sites found by both',
      'by tracefit alone',
      'by objdump alone',
    ],
    ...rows.map((row) => [
      row.kernel,
      ...[row.functions, row.called, row.same, row.both, row.onlyOurs, row.onlyTheirs].map(String),
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = cells.map(
    (row) =>
      `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

'use strict';

/** Who may import whom: the table of docs/architecture.md. */
const may = {
  define: [],
  model: [],
  btf: [],
  kernel: ['model', 'btf'],
  signatures: ['model', 'btf'],
  trace: ['model', 'btf'],
  rules: ['model'],
  checker: ['model', 'rules'],
  reporters: ['model'],
  cli: ['model', 'btf', 'kernel', 'signatures', 'trace', 'rules', 'checker', 'reporters'],
};
const tests = '(\\.test\\.ts$|/test/|/bench/|/oracle/|/recall/|^packages/cli/(?:signatures|corpus)/)';

const direction = Object.entries(may).map(([name, allowed]) => ({
  name: `${name}-imports`,
  comment: `${name} may import ${allowed.length ? allowed.join(', ') : 'nothing'}`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-deep-imports',
      comment: 'another package is imported by its name, never by a path into it',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/([^/]+)/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-sibling-folders',
      comment: 'one rule, format, source, archive or reporter does not import another',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/((?:diff/)?(?:rules|formats|sources|archives|reporters))/([^/]+)/' },
      to: { path: '^packages/$1/src/$2/([^/]+)/', pathNot: '^packages/$1/src/$2/$3/' },
    },
    {
      name: 'files-only-where-allowed',
      comment: 'only the command, the live kernel source and the files of the store touch the file system',
      severity: 'error',
      from: {
        path: '^packages/',
        pathNot: [tests, '^packages/(cli|testing)/', '^packages/kernel/src/live/', '^packages/signatures/src/files/'],
      },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|fs/promises|child_process|net|http|https)$' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/fixtures/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      conditionNames: ['@tracefit/source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};

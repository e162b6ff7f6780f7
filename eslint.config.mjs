import eslint from '@eslint/js';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/fixtures/**', '**/node_modules/**', 'coverage/**'] },
  {
    files: ['packages/**/*.ts'],
    extends: [eslint.configs.recommended, ...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/unbound-method': 'off',
      // Parsers are loaded when their format is met: `require('./parse') as typeof parser`.
      '@typescript-eslint/no-require-imports': ['error', { allow: ['^\\./'] }],
      // `return fail(place, message)`: parsers say what is wrong and answer `undefined`.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'process', property: 'exit', message: 'Set process.exitCode.' }],
      eqeqeq: 'error',
    },
  },
  {
    // The script of the HTML page runs in a browser: its types are not those of Node.
    files: ['packages/reporters/page/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './packages/reporters/page/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    // The kinds of syntax nodes are an enum whose values are the words themselves; loading it would load the parser.
    files: ['packages/trace/src/formats/typescript/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  {
    files: ['**/*.test.ts', 'packages/testing/**/*.ts'],
    plugins: { jest },
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'test*'] }],
      'jest/no-export': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);

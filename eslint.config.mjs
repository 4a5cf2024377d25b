import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import {floors} from './tools/floors.ts';

const raw = 'It puts text into the page as markup: draw it with a template.';
const code = 'It runs text as code, which every strict policy refuses.';

/** What no page of a host's should have to allow. */
const bans = {
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-script-url': 'error',
  'no-restricted-imports': [
    'error',
    {
      paths: [
        {name: 'lit', importNames: ['unsafeCSS'], message: 'Use css`…`.'},
        {name: '@lit/reactive-element', importNames: ['unsafeCSS'], message: 'Use css`…`.'},
        {name: 'zod', message: 'Use zod/mini.'},
      ],
      patterns: [
        {group: ['lit/directives/unsafe-*', 'lit-html/directives/unsafe-*'], message: raw},
        {group: ['zod/compile', 'zod/v3', 'zod/v3/*'], message: code},
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ClassBody ImportExpression',
      message:
        'Import it in a function outside the class: inside, TypeScript 6.0 leaves the extension .ts, and what is published would not load.',
    },
    ...['innerHTML', 'outerHTML'].map((name) => ({
      selector: `AssignmentExpression > MemberExpression.left[property.name='${name}']`,
      message: raw,
    })),
    ...[
      'insertAdjacentHTML',
      'setHTMLUnsafe',
      'parseHTMLUnsafe',
      'createContextualFragment',
      'unsafeHTML',
      'unsafeSVG',
      'unsafeCSS',
    ].map((name) => ({
      selector: `CallExpression:matches([callee.name='${name}'], [callee.property.name='${name}'])`,
      message: raw,
    })),
    {
      selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write/]",
      message: raw,
    },
    {
      selector: "CallExpression[callee.object.name='z'][callee.property.name='config']",
      message: 'Every copy of zod on the page would hear it.',
    },
    {
      selector: "MemberExpression[property.name='createPolicy']",
      message: 'No Trusted Types policy of ours.',
    },
  ],
};

export default tseslint.config(
  {ignores: ['**/dist/**', '**/node_modules/**', '**/results/**', 'packages/*/src/generated/**']},
  {linterOptions: {reportUnusedDisableDirectives: 'error'}},
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname},
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', {disallowTypeAnnotations: false}],
      '@typescript-eslint/no-confusing-void-expression': ['error', {ignoreArrowShorthand: true}],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test']},
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_'}],
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {considerDefaultExhaustiveForUnions: true},
      ],
      eqeqeq: 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-implied-eval': 'off', // The typed one of strictTypeChecked does it.
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    plugins: {house: {rules: {floors}}},
    rules: {'house/floors': 'error'},
  },
  {files: ['packages/*/src/**', 'examples/*/src/**', 'examples/*/public/**'], rules: bans},
  {
    // The rules are pure: the same everywhere, and the same again tomorrow.
    files: ['packages/model/src/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['document', 'window', 'navigator', 'fetch', 'crypto', 'performance', 'indexedDB'],
        ...['localStorage', 'process', 'setTimeout', 'setInterval', 'queueMicrotask', 'console'],
      ],
      'no-restricted-properties': [
        'error',
        {object: 'Date', property: 'now', message: 'Time is passed in.'},
        {object: 'Math', property: 'random', message: 'Pass in what is random.'},
      ],
      'no-restricted-syntax': [
        ...bans['no-restricted-syntax'],
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is passed in.',
        },
      ],
    },
  },
  {
    files: ['packages/*/{src,test}/**/*.ts', 'examples/*/{src,test}/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: {'lit-a11y': litA11y},
    rules: litA11y.configs.recommended.rules,
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off', // expect(…).to.be.true
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

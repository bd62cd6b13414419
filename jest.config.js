// Tests run from source: TypeScript becomes CommonJS, and a workspace package resolves to its src.
const folder = process.env.GRADSPEC_TEST_RESULTS;
const reporter = `${import.meta.dirname}/.ci/results-reporter.js`;

export default {
  testEnvironment: 'node',
  // A look-up of Math is slow inside jest's sandbox unless it is injected.
  sandboxInjectedGlobals: ['Math'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironmentOptions: { customExportConditions: ['@gradspec/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  reporters: ['default', ...(folder ? [[reporter, { folder }]] : [])],
};

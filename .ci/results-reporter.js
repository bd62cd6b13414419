// Writes what a package's tests came to where the gate can count it.
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';

export default class ResultsReporter {
  constructor(config, { folder }) {
    this.file = `${folder}/${basename(config.rootDir)}.json`;
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    writeFileSync(this.file, JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }));
  }
}

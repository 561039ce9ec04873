import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findChromium } from './chromium';

const { values } = parseArgs({ options: { slow: { type: 'boolean', default: false } } });
const results = 'test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;
const skipped: string[] = [];

function run(title: string, command: string, parts: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, parts, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** A step that counts as one test. */
function check(title: string, command: string, parts: string[]) {
  if (run(title, command, parts)) passed += 1;
  else failed += 1;
}

interface VitestReport {
  testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** Adds a runner's own counts; a runner that fails without a failed test, or runs none, counts as one failure. */
function tally(title: string, ok: boolean, counts: { passed: number; failed: number } | undefined) {
  passed += counts?.passed ?? 0;
  failed += counts?.failed ?? 0;
  if (!counts || (counts.passed === 0 && counts.failed === 0) || (!ok && counts.failed === 0)) {
    console.error(`${title}: the runner itself failed`);
    failed += 1;
  }
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

function unit() {
  const file = `${results}/vitest.json`;
  const ok = run('unit tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = readJson<VitestReport>(file);
  const all = report?.testResults.flatMap((suite) => suite.assertionResults);
  for (const test of all ?? []) {
    if (['skipped', 'pending', 'todo'].includes(test.status)) skipped.push(`${test.fullName} (skipped in the unit tests)`);
  }
  const brokenFiles = report?.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length ?? 0;
  const count = (status: string) => all?.filter((test) => test.status === status).length ?? 0;
  tally('unit tests', ok, all && { passed: count('passed'), failed: count('failed') + brokenFiles });
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
}

function journeys(title: string, env: Record<string, string>) {
  const ok = run(title, 'npx', ['playwright', 'test'], env);
  const report = readJson<{ stats: { expected: number; unexpected: number; flaky: number }; suites: PlaywrightSuite[] }>(
    `${results}/playwright.json`,
  );
  const walk = (suite: PlaywrightSuite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'skipped') {
          skipped.push(`${spec.title} (${test.annotations.map((note) => note.description ?? note.type).join(', ')})`);
        }
      }
    }
    suite.suites?.forEach(walk);
  };
  report?.suites.forEach(walk);
  tally(title, ok, report && { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky });
}

/** The training pipeline's own tests, where Python has PyTorch. */
function training() {
  if (!existsSync('training/tests')) return;
  const python = ['/usr/bin/python3', 'python3'].find(
    (name) => spawnSync(name, ['-c', 'import torch, numpy, PIL'], { stdio: 'ignore' }).status === 0,
  );
  if (!python) {
    skipped.push('training pipeline (no Python with torch, numpy and PIL on this machine)');
    return;
  }
  check('training pipeline', python, ['-m', 'unittest', 'discover', '-s', 'training/tests', '-t', '.']);
}

let chromium: string | undefined;
try {
  chromium = await findChromium();
} catch (error) {
  console.error((error as Error).message);
}
const env: Record<string, string> = chromium ? { CHROMIUM_PATH: chromium } : {};
if (values.slow) {
  journeys('slow journeys', { ...env, SE_SCOPE_SLOW: '1' });
  training();
} else {
  check('lint', 'npx', ['oxlint', '--deny-warnings']);
  check('unused files, exports and dependencies', 'npx', ['knip']);
  check('types', 'npx', ['tsc', '--noEmit']);
  unit();
  journeys('journeys', env);
}

if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((line) => `  - ${line}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

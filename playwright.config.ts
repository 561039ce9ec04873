import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

/** A free port, chosen once by the first process and handed to the workers through the environment. */
function freePort(): string {
  const script = "const s=require('net').createServer();s.listen(0,()=>{console.log(s.address().port);s.close()})";
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
}
/** At a port that somebody named, a server that runs already is taken as it is. */
const named = process.env.SE_SCOPE_PORT !== undefined;
process.env.SE_SCOPE_PORT ??= freePort();
process.env.CHROMIUM_PATH ??= execFileSync(process.execPath, ['--import', 'tsx', 'tools/printChromium.ts'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .at(-1);
const port = process.env.SE_SCOPE_PORT;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  grepInvert: process.env.SE_SCOPE_SLOW ? undefined : /@slow/,
  grep: process.env.SE_SCOPE_SLOW ? /@slow/ : undefined,
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: ['--no-sandbox', '--use-angle=swiftshader', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
    },
  },
  webServer: {
    command: `npm start -- --strict --port ${port}`,
    url: `http://localhost:${port}/`,
    timeout: 240_000,
    reuseExistingServer: named,
  },
});

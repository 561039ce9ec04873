import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function onPath(name: string): string | undefined {
  const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.split('\n')[0]?.trim() || undefined : undefined;
}

function fromSystem(): string | undefined {
  for (const name of systemNames) {
    const path = onPath(name);
    if (path) return path;
  }
  return macPaths.find((path) => existsSync(path));
}

function fromApt(): string | undefined {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  console.log('No Chromium found: installing the system package with apt-get (about a minute).');
  const run = (...parts: string[]) =>
    spawnSync('apt-get', parts, {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  if (!run('update') || !run('install', '-y', '--no-install-recommends', 'chromium')) return undefined;
  return fromSystem();
}

async function fromPlaywright(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  if (!existsSync(chromium.executablePath())) {
    console.log("Trying Playwright's own download of Chromium (at most a minute).");
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 60_000 });
  }
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * Path of a Chromium that starts: CHROMIUM_PATH, then the system's, then apt's where it may install,
 * then Playwright's download with a short limit. Throws one sentence that says what to do.
 */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
  const candidate = named ?? fromSystem() ?? fromApt() ?? (await fromPlaywright());
  if (!candidate) {
    throw new Error('No Chromium found: install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH to its program file.');
  }
  try {
    execFileSync(candidate, ['--version'], { stdio: 'ignore', timeout: 30_000 });
  } catch {
    throw new Error(`${candidate} does not start: set CHROMIUM_PATH to a Chromium that does.`);
  }
  return candidate;
}

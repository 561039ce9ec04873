import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';

/** A Firefox on this machine: FIREFOX_PATH, else the system's; undefined where there is none. */
export function findFirefox(): string | undefined {
  const named = process.env.FIREFOX_PATH;
  return [...(named ? [named] : []), 'firefox-esr', 'firefox'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

interface Remote {
  type: string;
  value?: unknown;
  sharedId?: string;
}

type Answer = Record<string, unknown>;

/** One tab of a Firefox, driven by WebDriver BiDi over its own websocket; Playwright drives only Firefoxes that it built. */
export class Firefox {
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  /** What the page wrote to the console as an error, and what it threw. */
  readonly complaints: string[] = [];
  private sent = 0;
  private context = '';

  private constructor(
    private readonly socket: WebSocket,
    private readonly process: ChildProcess,
    private readonly profile: string,
  ) {
    socket.on('message', (data) => this.hear(JSON.parse(String(data)) as { id?: number; method?: string; result?: Answer; message?: string; params?: { level?: string; text?: string } }));
  }

  /** Starts it with a profile of its own, without a window. */
  static async start(path: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'se-scope-firefox-'));
    const prefs = { 'datareporting.policy.dataSubmissionEnabled': false, 'app.normandy.enabled': false, 'app.update.enabled': false, 'intl.accept_languages': 'en' };
    writeFileSync(join(profile, 'user.js'), Object.entries(prefs).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
    const process = spawn(path, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', '--window-size', '1440,900'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      process.stderr!.on('data', (chunk: Buffer) => {
        said += String(chunk);
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      process.on('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${said}`)));
    });
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    const firefox = new Firefox(socket, process, profile);
    await firefox.send('session.new', { capabilities: {} });
    await firefox.send('session.subscribe', { events: ['log.entryAdded'] });
    const { contexts } = (await firefox.send('browsingContext.getTree', {})) as { contexts: { context: string }[] };
    firefox.context = contexts[0]!.context;
    return firefox;
  }

  private hear({ id, method, result, message, params }: { id?: number; method?: string; result?: Answer; message?: string; params?: { level?: string; text?: string } }): void {
    if (method === 'log.entryAdded' && params?.level === 'error') this.complaints.push(String(params.text));
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id!);
    if (result) waiting.resolve(result);
    else waiting.reject(new Error(message));
  }

  private send(method: string, params: object): Promise<Answer> {
    const id = ++this.sent;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  async open(url: string): Promise<void> {
    await this.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  private async run(expression: string): Promise<Remote> {
    const answer = await this.send('script.evaluate', { expression, target: { context: this.context }, awaitPromise: true });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer.result as Remote;
  }

  /** The value of an expression: a string, a number, a boolean or undefined. */
  async evaluate(expression: string): Promise<unknown> {
    return (await this.run(expression)).value;
  }

  private async element(selector: string): Promise<{ sharedId: string }> {
    const { sharedId } = await this.run(`document.querySelector(${JSON.stringify(selector)})`);
    if (!sharedId) throw new Error(`nothing on the page is ${selector}`);
    return { sharedId };
  }

  async choose(selector: string, ...files: string[]): Promise<void> {
    await this.send('input.setFiles', { context: this.context, element: await this.element(selector), files });
  }

  /** Presses the mouse's button over the middle of an element. */
  async click(selector: string): Promise<void> {
    const element = await this.element(selector);
    await this.run(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: 'center' })`);
    const actions = [{ type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await this.send('input.performActions', { context: this.context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.send('browsingContext.captureScreenshot', { context: this.context });
    return Buffer.from(String(data), 'base64');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.send('browser.close', {}).catch(() => this.process.kill());
    await ended;
    this.socket.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

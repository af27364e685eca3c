// Chromium and its protocol, over a pipe, with nothing between.
//
// Invariant: no domain of the protocol is enabled but `Page` and `Performance`. Libraries that drive browsers enable
// more (`Network` reports each frame of a socket), and a page pays for that in what is measured here.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromiumArguments, chromiumPath } from '../../xtask/browser/settings.mjs';

/** An answer comes within this time, in milliseconds. */
const ANSWER_MS = 60_000;

/** A running Chromium. */
export class Chromium {
  static async start() {
    const profile = mkdtempSync(join(tmpdir(), 'vango-bench-'));
    const child = spawn(chromiumPath, [...chromiumArguments, `--user-data-dir=${profile}`, '--remote-debugging-pipe'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const chromium = new Chromium(child, profile);
    chromium.version = (await chromium.send('Browser.getVersion')).product;
    return chromium;
  }

  constructor(child, profile) {
    Object.assign(this, { child, profile, waiting: new Map(), lastId: 0, rest: '' });
    this.exited = new Promise((resolve) => child.once('exit', resolve));
    this.exited.then(() => {
      for (const { reject } of this.waiting.values()) reject(new Error('Chromium has ended'));
    });
    child.stdio[4].setEncoding('utf8').on('data', (text) => this.#read(text));
  }

  #read(text) {
    const messages = (this.rest + text).split('\0');
    this.rest = messages.pop();
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const waiter = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) waiter?.reject(new Error(`${waiter.method}: ${error.message}`));
      else waiter?.resolve(result);
    }
  }

  /** Calls a method, of a page when there is a session. */
  send(method, params = {}, sessionId = undefined) {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} was not answered in ${ANSWER_MS} ms`)), ANSWER_MS);
      const settle = (act) => (value) => {
        clearTimeout(timer);
        act(value);
      };
      this.waiting.set(id, { method, resolve: settle(resolve), reject: settle(reject) });
      this.child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** A page in a context of its own: it shares no renderer process, cache or cookies. Returns what calls its methods. */
  async open() {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const size = { width: 1280, height: 900 };
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId, ...size });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const send = (method, params) => this.send(method, params, sessionId);
    return { send, close: () => this.send('Target.disposeBrowserContext', { browserContextId }) };
  }

  /** Ends it. */
  async close() {
    this.child.kill();
    await this.exited;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

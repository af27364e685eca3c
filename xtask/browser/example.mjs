// Starts and stops the examples as real processes.
//
// Invariant: no process outlives the suite, and a panic in an example fails the test that stops it, unless the test has
// said which panics it causes. The address comes from the example's first line; no port is guessed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { START_MS, STOP_MS, examplePath } from './settings.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A running example. */
export class Example {
  /**
   * @param {string} name
   * @param {{ port?: number, expectedPanics?: RegExp, environment?: Record<string, string> }} [settings] the port of an
   *   example that was here before; what a panic may say; more variables of its environment
   */
  static async start(name, { port = 0, expectedPanics, environment } = {}) {
    const child = spawn(examplePath(name), [], {
      env: { ...process.env, ...environment, VANGO_ADDR: `127.0.0.1:${port}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const example = new Example(name, child, expectedPanics);
    example.url = await example.#firstLine();
    const url = new URL(example.url);
    if (url.protocol !== 'http:' || url.hostname !== '127.0.0.1' || url.port === '') {
      throw new Error(`the first line of ${name} is no address: ${example.url}`);
    }
    example.port = Number(url.port);
    return example;
  }

  constructor(name, child, expectedPanics) {
    this.name = name;
    this.child = child;
    this.expectedPanics = expectedPanics;
    this.errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (this.errors += text));
    this.exited = once(child, 'exit').then(([code, signal]) => {
      running.delete(child);
      return { code, signal };
    });
  }

  async #firstLine() {
    const lines = createInterface({ input: this.child.stdout });
    const line = await Promise.race([
      once(lines, 'line').then(([first]) => first),
      this.exited.then(({ code, signal }) => {
        throw new Error(`${this.name} ended at once (${signal ?? `code ${code}`}): ${this.errors}`);
      }),
      sleep(START_MS, undefined, { ref: false }).then(() => {
        throw new Error(`${this.name} printed no address within ${START_MS} ms: ${this.errors}`);
      }),
    ]);
    // Later lines are read and dropped, so that the example never waits for a full pipe.
    lines.on('line', () => {});
    return line.trim();
  }

  /** Asks the example to stop, as a service manager would. It must end well, in time and without a panic. */
  async stop() {
    this.child.kill('SIGTERM');
    const late = sleep(STOP_MS, 'late', { ref: false });
    const end = await Promise.race([this.exited, late]);
    if (end === 'late') {
      await this.kill();
      throw new Error(`${this.name} did not stop within ${STOP_MS} ms of SIGTERM`);
    }
    if (end.code !== 0) throw new Error(`${this.name} stopped with ${end.signal ?? `code ${end.code}`}: ${this.errors}`);
    const unexpected = this.panics().filter((message) => !this.expectedPanics?.test(message));
    if (unexpected.length > 0) throw new Error(`${this.name} panicked: ${unexpected.join('; ')}\n${this.errors}`);
  }

  /** What its panics have said so far: the line after the one that names the place. */
  panics() {
    return [...this.errors.matchAll(/panicked at [^\n]*\n([^\n]*)/g)].map(([, message]) => message);
  }

  /** Ends the example at once, as a crash or a lost machine would. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

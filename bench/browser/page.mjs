// One page in a browser of its own, and what Chromium says that it has cost.
//
// Invariant: between the two readings of a cost nothing runs on the page but what the click leads to: no polling
// script, no observer. What the page shows is read only outside of them.

/** What Chromium's main thread has done for a page so far, in milliseconds of processor time (`threadTicks`). */
const PARTS = { script: 'ScriptDuration', style: 'RecalcStyleDuration', layout: 'LayoutDuration', task: 'TaskDuration' };

/** A page that has done nothing for so long goes to the next one, in milliseconds. */
const PAUSE_MS = 60;

/** A page that has done nothing for so long has finished, in milliseconds. A bare acknowledgement comes later: docs/benchmarks.md. */
export const QUIET_MS = 650;

/** No operation takes longer, in milliseconds. */
const LONGEST_MS = 30_000;

const sleep = (delay_ms) => new Promise((resolve) => setTimeout(resolve, delay_ms));

/** Notes the errors of a page, from before its first script. */
const NOTE_ERRORS = `
  window.errors = [];
  addEventListener('error', (event) => errors.push(event.message));
  addEventListener('securitypolicyviolation', (event) => errors.push('CSP: ' + event.violatedDirective));
  console.error = (...parts) => errors.push(parts.join(' '));
`;

/** A page. */
export class Page {
  /** Opens `url` in a renderer process of its own. */
  static async open(chromium, name, url) {
    const page = new Page(name, await chromium.open());
    await page.send('Page.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: NOTE_ERRORS });
    await page.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.send('Page.navigate', { url });
    await page.until(`location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`);
    return page;
  }

  constructor(name, { send, close }) {
    Object.assign(this, { name, send, close });
  }

  /** The value of an expression on the page. */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(`${this.name}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** Waits until an expression holds. */
  async until(expression) {
    const start = performance.now();
    while (!(await this.evaluate(expression))) {
      if (performance.now() - start > LONGEST_MS) throw new Error(`${this.name}: not within ${LONGEST_MS} ms: ${expression}`);
      await sleep(15);
    }
  }

  /** Waits until the client says that the server is reached. */
  async online() {
    await this.until(`document.documentElement.dataset.vango === 'online'`);
  }

  /** What the page has cost so far. */
  async cost() {
    const { metrics } = await this.send('Performance.getMetrics');
    const values = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    const cost = Object.fromEntries(Object.entries(PARTS).map(([part, name]) => [part, values[name] * 1000]));
    return { ...cost, layouts: values.LayoutCount, styles: values.RecalcStyleCount };
  }

  /** Waits until the page has done nothing for `quiet_ms`; returns what it has cost by then. */
  async quiet(quiet_ms) {
    const start = performance.now();
    let last = await this.cost();
    for (let since = start; performance.now() - since < quiet_ms; ) {
      if (performance.now() - start > LONGEST_MS) throw new Error(`${this.name} is not quiet after ${LONGEST_MS} ms`);
      await sleep(15);
      const now = await this.cost();
      // Tasks are not looked at: to be asked is one.
      if (['script', 'style', 'layout'].some((part) => now[part] !== last[part])) since = performance.now();
      last = now;
    }
    return last;
  }

  /** Takes out the garbage, so that no operation pays for the one before. */
  async collect() {
    await this.send('HeapProfiler.collectGarbage');
  }

  /** Clicks what stands in a row, or without one a button, from a task of its own. Returns at once. */
  async click(testId, row) {
    const place = row === undefined ? 'document' : `document.querySelector('tbody').children[${row}]`;
    await this.evaluate(`{
      const target = ${place}.querySelector('[data-testid="${testId}"]');
      setTimeout(() => target.click());
    }`);
  }

  /** Clicks, and waits a moment until what follows seems to be done. */
  async start(testId, row) {
    await this.click(testId, row);
    await sleep(PAUSE_MS);
    await this.quiet(PAUSE_MS);
  }

  /** The table as a user sees it: markup without what both sides may write differently. */
  table() {
    return this.evaluate(`document.querySelector('tbody').innerHTML.replaceAll(' class=""', '')`);
  }

  /** Fails when the page has reported an error. */
  async check() {
    const errors = await this.evaluate('window.errors');
    if (errors.length > 0) throw new Error(`errors on ${this.name}:\n${errors.join('\n')}`);
  }
}

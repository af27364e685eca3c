// Observes how the client takes over the page that the server rendered.
//
// Invariant: the observer is in place before the client's script runs, because the script is held back until then.

import { eventually } from './eventually.mjs';

/**
 * Loads a page whose elements and texts are remembered before the client's script may run, and returns what became of
 * them when the page was live.
 * @param {import('./tab.mjs').Tab} tab
 */
export async function observeAdoption(tab, url) {
  const { page } = tab;
  let letScriptRun;
  const marked = new Promise((resolve) => (letScriptRun = resolve));
  await page.route('**/_vango/client-*.js', async (route) => {
    await marked;
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'commit' });
  await eventually('the whole page', () => page.evaluate(() => document.getElementById('vango-boot') !== null));
  await page.evaluate(remember);
  letScriptRun();
  await tab.online();
  return page.evaluate(compare);
}

/* The functions below run in the page. */

function remember() {
  const root = document.getElementById('vango-root');
  const texts = () => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data !== '') found.push(walker.currentNode);
    return found;
  };
  const before = { elements: [...root.querySelectorAll('*')], texts: texts(), html: root.textContent };
  const elementsAdded = [];
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) elementsAdded.push(node.outerHTML);
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  window.adoption = { before, texts, elementsAdded, observer };
}

function compare() {
  const { before, texts, elementsAdded, observer } = window.adoption;
  const root = document.getElementById('vango-root');
  observer.disconnect();
  const same = (a, b) => a.length === b.length && a.every((node, index) => node === b[index]);
  return {
    elements: before.elements.length,
    texts: before.texts.length,
    sameElements: same(before.elements, [...root.querySelectorAll('*')]),
    sameTexts: same(before.texts, texts()),
    sameContent: before.html === root.textContent,
    elementsAdded,
  };
}

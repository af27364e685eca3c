// A DOM for Node: jsdom's classes as globals, and documents made from markup.
//
// Does not load scripts or styles of a page; each test makes its own document.

import { JSDOM } from "jsdom";

const NAMES = [
  "Node", "Element", "Text", "Comment", "Event", "CustomEvent", "KeyboardEvent", "MouseEvent", "SubmitEvent", "FormData", "DocumentFragment", "MutationObserver", "InputEvent", "FocusEvent", "UIEvent",
] as const;

/** Makes a page and its globals; the last one made counts. */
export function openPage(html: string, url = "http://localhost/"): Document {
  const { window } = new JSDOM(html, { url, pretendToBeVisual: true });
  for (const name of NAMES) (globalThis as Record<string, unknown>)[name] = window[name];
  for (const name of ["document", "location", "sessionStorage"] as const) {
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  }
  globalThis.addEventListener = window.addEventListener.bind(window) as typeof globalThis.addEventListener;
  return window.document;
}

/** A document without a window, cheap to make; needs `openPage` once before. */
export function parsePage(html: string): Document {
  return new document.defaultView!.DOMParser().parseFromString(html, "text/html");
}

/**
 * Markup that can be compared with the Rust side's: no comments, no empty text, adjacent text merged, attributes by
 * name, class tokens sorted and each once, declarations of a style sorted, no empty class or style.
 */
export function normalised(parent: Node): string {
  let html = "";
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) html += escape((node as Text).data, /[&<>]/g);
    if (node.nodeType === Node.ELEMENT_NODE) html += normalisedElement(node as Element);
  }
  return html;
}

const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;

function normalisedElement(element: Element): string {
  const name = element.localName;
  const attributes = [...element.attributes]
    .map(({ name, value }) => [name, name === "class" ? classes(value) : name === "style" ? declarations(value) : value] as const)
    .filter(([name, value]) => (name !== "class" && name !== "style") || value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}="${escape(value, /[&"<>]/g)}"`)
    .join("");
  return VOID.test(name) ? `<${name}${attributes}>` : `<${name}${attributes}>${normalised(element)}</${name}>`;
}

function classes(value: string): string {
  return [...new Set(value.split(/[ \t\n\f\r]+/).filter(Boolean))].sort().join(" ");
}

/** Each as `name: value;`; a semicolon in quotes or parentheses ends none. */
function declarations(style: string): string {
  const found = style.match(/(?:[^;"'(]|"[^"]*"|'[^']*'|\([^)]*\))+/g) ?? [];
  const trimmed = found.map((text) => text.trim()).filter(Boolean);
  return trimmed.map((text) => `${text.replace(/\s*:\s*/, ": ")};`).sort().join(" ");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string, what: RegExp): string {
  return text.replace(what, (char) => ENTITIES[char]!);
}

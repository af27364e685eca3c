// The development bundle: names server-owned DOM that other code changed, and puts into words what the client has only
// codes for. The server serves it in development only.
//
// Invariant: what our patches change is never reported, because their records are taken away in the same task; what others
// change is reported once per node. Left alone are `data-vango-ignore`, editable documents, raw markup, shadow trees,
// what a custom element adds to itself, attributes that the server does not give, and those that browsers change.
// Does not repair anything: the next patch shows whether the change does harm.

import type { View, Watcher } from "./view.js";
import { Kind } from "./wire.js";

const WATCHED: MutationObserverInit = { subtree: true, childList: true, attributes: true, characterData: true };
const LEFT_ALONE = "[data-vango-ignore],[contenteditable]:not([contenteditable=false])";
/** `open` follows the user; a text area that is resized gets a `style`. */
const BY_BROWSERS = /^open$/;

/** What each `Fault` means, in their order; what was found stands after it. */
const MEANINGS = [
  "the bytes of a frame end before a value does",
  "no varint begins with this byte",
  "a text or an event is longer than the server accepts, in bytes",
  "bytes are left after the end of a frame",
  "no frame has this variant",
  "the server has sent another last batch than the page has applied; its number",
  "an operation names a block that is not on this page; its id",
  "no operation has this variant",
  "an operation names a slot that its block does not have; its index",
  "no slot has a kind of this variant",
  "an operation names a row that the list does not have; its number",
  "no template of this index was defined",
  "a template has not as many markers as slots; its markup",
  "other code has moved or removed nodes of a block",
  "the page has another node than its templates; the one found, and the one expected (none: the end)",
  "the shape in the boot data does not fit the templates",
  "too many events wait for the server; at most",
  "a form has too many fields; at most",
];

/** The text of a fault instead of its code. */
export function explained(message: string): string {
  return message.replace(/^E(\d+) ?/, (code, index: string) => (MEANINGS[+index] ? `${code.trim()}: ${MEANINGS[+index]}: ` : code)).replace(/: $/, "");
}

/** Puts the causes of losses into words from now on. */
function explain(view: View): void {
  const { onLost } = view;
  (view as { onLost: View["onLost"] }).onLost = (error, block, node) => {
    if (error instanceof Error) error.message = explained(error.message);
    console.info(`vango: asking the server for ${block ? `the component around block ${block}` : "all"} anew.`);
    onLost(error, block, node);
  };
  // What was lost before this script came.
  if (view.lost) console.info(`vango: the page could not be taken over. E14: ${MEANINGS[14]}. E15: ${MEANINGS[15]}.`);
}

/** A property of an element as HTML has it: a form has its controls, by their names, in the place of properties. */
function property<K extends "style" | "children">(element: Element, name: K): HTMLElement[K] {
  return Reflect.get(Object.getPrototypeOf(element), name, element);
}

/** Watches all that the view shows. */
export default function watch(view: View): Watch {
  explain(view);
  const watcher = new Watch(view);
  view.watcher = watcher;
  return watcher;
}

class Watch implements Watcher {
  /** Nodes that the server has given, and the attributes that it has given them. */
  private readonly given = new WeakMap<Node, Map<string, string>>();
  private readonly reported = new WeakSet<Node>();
  private readonly observer = new MutationObserver((records) => this.check(records));

  constructor(private readonly view: View) {
    this.giveAll([view.root]);
    this.observer.observe(view.root, WATCHED);
  }

  before(): void {
    this.check(this.observer.takeRecords());
  }

  after(): void {
    const records = this.observer.takeRecords();
    const raw = records.some(({ addedNodes }) => addedNodes.length) ? this.raw() : new Map<Node, Node>();
    for (const { target, addedNodes, attributeName } of records) {
      this.giveAll(addedNodes, raw);
      if (attributeName && target instanceof Element) this.giveAttribute(target, attributeName);
    }
  }

  /** Stops watching. */
  stop(): void {
    this.observer.disconnect();
    this.view.watcher = undefined;
  }

  /** Notes that these siblings are the server's, and all in them but raw markup, in which we never look. */
  private giveAll(nodes: Iterable<Node>, raw = this.raw()): void {
    let end: Node | undefined;
    for (const node of nodes) {
      if (end) {
        if (node === end) end = undefined;
        continue;
      }
      end = raw.get(node);
      this.given.set(node, new Map());
      if (node instanceof Element) for (const name of node.getAttributeNames()) this.giveAttribute(node, name);
      this.giveAll(node.childNodes, raw);
    }
  }

  /** The anchors around raw markup, by the first one. */
  private raw(): Map<Node, Node> {
    const blocks = [...this.view.blocks.values()].flatMap(({ contents }) => contents?.flat() ?? []);
    return new Map(blocks.flatMap(({ id, first, last }) => (id === 0 ? [[first, last]] : [])));
  }

  private giveAttribute(element: Element, name: string): void {
    const value = element.getAttribute(name);
    if (value === null) this.given.get(element)?.delete(name);
    else this.given.get(element)?.set(name, value);
  }

  private check(records: readonly MutationRecord[]): void {
    for (const record of records) {
      const { target } = record;
      // A text in an editable element has no `closest` of its own.
      const element = target instanceof Element ? target : target.parentElement;
      if (!this.given.has(target) || !element || element.closest(LEFT_ALONE)) continue;
      if (record.type === "childList") this.checkChildren(element, record);
      else if (record.type === "attributes") this.checkAttribute(element, record.attributeName!);
      else this.report(target, element, "text was changed in");
    }
  }

  private checkChildren(parent: Element, { addedNodes, removedNodes }: MutationRecord): void {
    for (const node of removedNodes) {
      if (this.given.has(node)) this.report(node, parent, node.isConnected ? "was moved from" : "was removed from");
    }
    // What a custom element puts into itself is its own.
    if (parent.localName.includes("-")) return;
    const raw = [...this.raw()];
    for (const node of addedNodes) {
      const isRaw = raw.some(([first, last]) => isBetween(first, node, last));
      if (!this.given.has(node) && node.isConnected && !isRaw) this.report(node, parent, "was added to");
    }
  }

  private checkAttribute(element: Element, name: string): void {
    const given = this.given.get(element)!.get(name);
    const now = element.getAttribute(name);
    if (given === now || BY_BROWSERS.test(name)) return;
    const slots = this.slots(element);
    const names = (kind: Kind): string[] => slots.flatMap((slot) => (slot.kind === kind ? slot.name : []));
    const wasGiven = given !== undefined || names(Kind.Attr).includes(name);
    if (name === "class" ? isClassKept(element, given, names(Kind.Class)) : name === "style" ? isStyleKept(element, given, names(Kind.Style)) : !wasGiven) return;
    this.report(element, element.parentElement!, `got ${name}=${JSON.stringify(now)}${given === undefined ? "" : ` instead of ${JSON.stringify(given)}`}; it stands in`);
  }

  /** The slots of an element itself. */
  private slots(element: Element): readonly { kind: Kind; name: string }[] {
    for (const { nodes, template } of this.view.blocks.values()) {
      const slots = template.slots.filter((_, i) => nodes[i] === element);
      if (slots.length) return slots;
    }
    return [];
  }

  private report(node: Node, parent: Element, what: string): void {
    if (this.reported.has(node)) return;
    this.reported.add(node);
    const name = node instanceof Element ? (node.cloneNode() as Element).outerHTML : JSON.stringify(node.nodeValue);
    console.error(
      `vango: other code has changed what the server shows: ${name} ${what} ${pathOf(parent, this.view.root)}. ` +
        "Patches may fail there or undo it. Put `data-vango-ignore` on an element whose content is not the server's.",
      node,
      parent,
    );
  }
}

/** Whether `node` stands between the two, at any depth. */
function isBetween(first: Node, node: Node, last: Node): boolean {
  return !!(first.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) && !!(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING);
}

/** Classes that others add do no harm, unless a slot has the same. */
function isClassKept(element: Element, given: string | undefined, slots: readonly string[]): boolean {
  const tokens = (given ?? "").split(/\s+/).filter(Boolean);
  return tokens.every((token) => element.classList.contains(token)) && slots.every((slot) => tokens.includes(slot) === element.classList.contains(slot));
}

/** Properties that others add do no harm, unless a slot has the same. */
function isStyleKept(element: Element, given: string | undefined, slots: readonly string[]): boolean {
  const style = property(element, "style");
  const before = element.ownerDocument.createElement("i").style;
  before.cssText = given ?? "";
  return [...before, ...slots].every((name) => before.getPropertyValue(name) === style.getPropertyValue(name));
}

/** The way to an element, from the root on, as a selector. */
function pathOf(element: Element, root: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
    const siblings = [...(at.parentElement ? property(at.parentElement, "children") : [])].filter(({ localName }) => localName === at!.localName);
    const id = at.getAttribute("id");
    steps.unshift(at.localName + (id ? `#${id}` : siblings.length > 1 ? `:nth-of-type(${siblings.indexOf(at) + 1})` : ""));
  }
  return ["#vango-root", ...steps].join(" > ");
}

// Templates: static markup with slots, cloned for each block.
//
// Invariant: after parsing, every slot has one target node in the prototype, in slot order, and the steps that find
// the targets in a clone touch no node that they don't need. A template is parsed when it is first used, once for each
// namespace that it is used in (a `<circle>` alone is only SVG inside an `<svg>`).
// Does not know blocks or what stands in a slot.

import type { Reader } from "./codec.js";
import { Fault, fault } from "./fault.js";
import { Flag, Kind, Op } from "./wire.js";

/** One slot: its kind, the name of its attribute, class, property or event, and how it listens. */
export interface Slot {
  readonly kind: Kind;
  readonly name: string;
  /** Whether the event carries its data. */
  readonly payload: boolean;
  /** Of a listener. */
  readonly options: Options;
}

/** What an `on:` asks for besides the event. */
export interface Options {
  /** Bits of `Flag`. */
  readonly flags: number;
  /** Which keys count; none: all. */
  readonly keys: readonly string[];
  /** In milliseconds; 0 or none: not at all. */
  readonly debounce?: number;
  /** In milliseconds; 0 or none: not at all. */
  readonly throttle?: number;
}

/** Of slots that ask for nothing. */
export const NO_OPTIONS: Options = { flags: 0, keys: [] };

/** Events for which a browser stops scrolling until it knows that they are not prevented. */
export const SCROLLING = /^(wheel|touch(start|move))$/;

/** Whether a listener on `node` takes the event, as far as its options say. */
export function isWanted(event: Event, node: Node, { flags, keys }: Options): boolean {
  return !(flags & Flag.Self && event.target !== node) && (!keys.length || keys.includes((event as KeyboardEvent).key));
}

/** A parsed template: the node that is cloned and the way from it to the slots. */
export interface Prototype {
  /** The only root element, or else the whole fragment. */
  readonly root: Node;
  /** Per slot: the element, the text node, or for content at the end of an element that element. */
  readonly targets: readonly Node[];
  /** Each step finds one more node from an earlier one: `index << 1 | down`, down to the first child or on to the next sibling. */
  readonly steps: readonly number[];
  /** Per slot: which of the nodes found is its target. After those of the slots, the element with `autofocus`, if there is one. */
  readonly picks: readonly number[];
  /** The slot whose end anchor is the first root node, so that its content is what comes first; else −1. */
  readonly leading: number;
}

/** A template as it came over the wire. */
export interface Template {
  readonly html: string;
  readonly slots: readonly Slot[];
  /** Slots that listen to events. */
  readonly listening: readonly number[];
  /** Its prototypes, made when they are first used, by what `foreignWrapper` says. */
  readonly parsed: Record<string, Prototype>;
}

/** Makes a template. */
export function createTemplate(html: string, slots: readonly Slot[]): Template {
  return { html, slots, listening: slots.flatMap(({ kind }, i) => (isListener(kind) ? i : [])), parsed: {} };
}

/** The prototype of a template for use inside `context`. */
export function prototypeOf(template: Template, context: Element): Prototype {
  const wrapper = foreignWrapper(context);
  return (template.parsed[wrapper] ??= parse(template, context, wrapper));
}

/** Reads one template. */
export function readTemplate(reader: Reader): Template {
  const html = reader.text();
  const slots = reader.list((): Slot => {
    const kind = reader.varint();
    if (kind > Kind.Spread) throw fault(Fault.Kind, kind);
    const name = isOwn(kind) && kind !== Kind.Spread ? reader.text() : "";
    const payload = isListener(kind) && reader.byte() > 0;
    return { kind, name, payload, options: kind === Kind.OnWith ? readOptions(reader) : NO_OPTIONS };
  });
  return createTemplate(html, slots);
}

function readOptions(reader: Reader): Options {
  const flags = reader.varint();
  const keys = reader.list(() => reader.text());
  return { flags, keys, debounce: reader.varint(), throttle: reader.varint() };
}

/** Which op's content a slot of each kind has, in the order of `Kind`; 0: none. */
export const CONTENTS: readonly number[] = [Op.Dyn, Op.Attr, Op.Class, 0, Op.Branch, Op.Insert, Op.Branch, 0, Op.Attr, Op.Attr];

/** Whether a slot of this kind belongs to an element itself and not to its content. */
export function isOwn(kind: Kind): boolean {
  return CONTENTS[kind]! < Op.Dyn;
}

function isListener(kind: Kind): boolean {
  return !CONTENTS[kind];
}

/** The slots' nodes in `root`, a clone of the prototype's root. */
export function findSlots(prototype: Prototype, root: Node): Node[] {
  const { steps, picks } = prototype;
  const seen = [root];
  for (const step of steps) {
    const from = seen[step >> 1]!;
    seen.push((step & 1 ? from.firstChild : from.nextSibling)!);
  }
  return picks.map((index) => seen[index]!);
}

/** The element to parse inside, so that markup gets the namespace of its surroundings; "" for HTML. */
function foreignWrapper(context: Element): string {
  const namespace = context.namespaceURI!;
  if (namespace.endsWith("svg")) return context.localName === "foreignObject" ? "" : "svg";
  return namespace.endsWith("MathML") ? "math" : "";
}

/** Markup as nodes of an inert document, parsed for use inside `context`. */
export function parseMarkup(html: string, context: Element, wrapper = foreignWrapper(context)): DocumentFragment {
  const holder = document.createElement("template");
  holder.innerHTML = wrapper ? `<${wrapper}>${html}</${wrapper}>` : html;
  const content = holder.content;
  if (wrapper) content.replaceChildren(...content.firstChild!.childNodes);
  return content;
}

function parse(template: Template, context: Element, wrapper: string): Prototype {
  const content = parseMarkup(template.html, context, wrapper);
  // Parsers split long texts; adoption and slots count on one text node for one text.
  content.normalize();
  // A block is a range of nodes, so even an empty template has one.
  if (!content.firstChild) content.append("");
  const targets: Node[] = [];
  collectTargets(template, content, targets);
  if (targets.length !== template.slots.length) {
    throw fault(Fault.Markers, template.html);
  }
  const first = content.firstChild!;
  const root = first === content.lastChild && first instanceof Element ? first : content;
  return { root, targets, ...compile(root, [...targets, ...content.querySelectorAll("[autofocus]")]), leading: first instanceof Text ? targets.indexOf(first) : -1 };
}

/** Takes the markers out of `parent`'s subtree and collects the slots' nodes in document order. */
function collectTargets(template: Template, parent: Node, targets: Node[]): void {
  for (let node = parent.firstChild, next; node; node = next) {
    next = node.nextSibling;
    if (node instanceof Element) {
      for (let own = +node.getAttribute("v")!; own > 0; own--) targets.push(node);
      node.removeAttribute("v");
      collectTargets(template, node, targets);
    } else if ((node as Text).data === "<!--v-->") {
      // In a <textarea> or <title> a marker is text.
      (node as Text).data = "";
      targets.push(node);
    } else if (node instanceof Comment) {
      if (!next && parent instanceof Element && template.slots[targets.length]?.kind !== Kind.Dyn) {
        targets.push(parent);
        node.remove();
      } else {
        const anchor = new Text();
        node.replaceWith(anchor);
        targets.push(anchor);
      }
    }
  }
}

/** The fewest first-child and next-sibling steps that reach all targets. */
function compile(root: Node, targets: readonly Node[]): { steps: number[]; picks: number[] } {
  /** The nodes found, in the order in which the steps find them. */
  const known = [root];
  const steps: number[] = [];
  const locate = (node: Node): number => {
    let index = known.indexOf(node);
    if (index < 0) {
      const previous = node.previousSibling;
      const step = previous ? locate(previous) << 1 : (locate(node.parentNode!) << 1) | 1;
      index = steps.push(step);
      known[index] = node;
    }
    return index;
  };
  return { picks: targets.map(locate), steps };
}

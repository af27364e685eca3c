// Slots of an element itself: attributes, style properties, spreads.
//
// Invariant: a spread takes away what it has set before and no longer sets, and nothing else, so that what others have
// put on the element stays.
// Does not look at content, see `content.ts`.

import type { Block, View } from "./view.js";
import { Kind } from "./wire.js";

/** Gives an Attr, Style or Spread slot its value; `null`: none. */
export function setOwn(view: View, block: Block, slot: number, value: string | null): void {
  const { kind, name } = block.template.slots[slot]!;
  const element = block.nodes[slot] as HTMLElement;
  if (kind === Kind.Attr) return view.fields.set(element, name, value);
  if (kind === Kind.Style) {
    // An empty value removes the property.
    const [text, priority] = (value ?? "").split(/\s*!(?=important$)/i);
    // Not `element.style`: on a form that is its control of that name, if it has one.
    return Reflect.get((element as unknown as { "__proto__": object })["__proto__"], "style", element).setProperty(name, text!, priority);
  }
  const parts = value?.split("\0") ?? [];
  const memory = (block.memory ??= []);
  const names = parts.filter((name, i) => i % 2 < 1 && name);
  for (const name of (memory[slot] as string[] | undefined) ?? []) {
    if (!names.includes(name)) view.fields.set(element, name, null);
  }
  names.forEach((name, i) => view.fields.set(element, name, parts[2 * i + 1]!));
  memory[slot] = names;
}

/** On adoption: the names of a spread are the element's attributes that neither the template nor another slot gives. */
export function adoptSpread(block: Block, slot: number, element: Element, model: Element): void {
  const { slots } = block.template;
  const given = slots.flatMap(({ kind, name }, i) =>
    block.prototype.targets[i] !== model ? [] : kind === Kind.Class ? "class" : kind === Kind.Style ? "style" : name,
  );
  (block.memory ??= [])[slot] = element.getAttributeNames().filter((name) => !model.hasAttribute(name) && !given.includes(name));
}

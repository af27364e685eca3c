// The server's side of the contract, for tests: writes frames, content, pages and shapes from a model of blocks.
//
// Deliberately written from docs/protocol.md and not from the client's sources, so that both can't be wrong alike.

import { Writer } from "../src/codec.js";
import { NO_OPTIONS, type Slot, type Template } from "../src/template.js";
import { Kind } from "../src/wire.js";

/** A block as the server has it: template index and what stands in each slot. */
export interface Model {
  readonly of: number;
  readonly slots: readonly Value[];
}
export type Value = string | boolean | null | undefined | Model | readonly Model[];

export const dyn = (): Slot => ({ kind: Kind.Dyn, name: "", payload: false, options: NO_OPTIONS });
export const attr = (name: string): Slot => ({ kind: Kind.Attr, name, payload: false, options: NO_OPTIONS });
export const cls = (name: string): Slot => ({ kind: Kind.Class, name, payload: false, options: NO_OPTIONS });
export const on = (name: string, payload = false): Slot => ({ kind: Kind.On, name, payload, options: NO_OPTIONS });
export const branch = (): Slot => ({ kind: Kind.Branch, name: "", payload: false, options: NO_OPTIONS });
export const rows = (): Slot => ({ kind: Kind.Rows, name: "", payload: false, options: NO_OPTIONS });
export const child = (): Slot => ({ kind: Kind.Child, name: "", payload: false, options: NO_OPTIONS });

export function writeTemplate(out: Writer, { html, slots }: Template): Writer {
  out.text(html).varint(slots.length);
  for (const { kind, name, payload } of slots) {
    out.varint(kind);
    if (kind >= Kind.Attr && kind <= Kind.On) out.text(name);
    if (kind === Kind.On) out.byte(payload ? 1 : 0);
  }
  return out;
}

/** Writes content and ops for the given templates; the templates must be those of the client, in order. */
export class Patch {
  private readonly out = new Writer();
  private block = 0;

  constructor(private readonly templates: readonly Template[]) {}

  define(template: Template): this {
    writeTemplate(this.out.varint(0), template);
    return this;
  }
  mount(first: number, content: Model | null): this {
    this.out.varint(1).varint(first);
    return this.branchContent(content);
  }
  text(block: number, slot: number, text: string): this {
    this.address(2, block, slot).text(text);
    return this;
  }
  attr(block: number, slot: number, value: string | null): this {
    this.optional(this.address(3, block, slot), value);
    return this;
  }
  class(block: number, slot: number, isOn: boolean): this {
    this.address(4, block, slot).byte(isOn ? 1 : 0);
    return this;
  }
  dyn(block: number, slot: number, content: Model | string | null): this {
    this.address(5, block, slot);
    return this.dynContent(content);
  }
  branch(block: number, slot: number, content: Model | null): this {
    this.address(6, block, slot);
    return this.branchContent(content);
  }
  insert(block: number, slot: number, at: number, added: readonly Model[]): this {
    this.address(7, block, slot).varint(at);
    return this.rowsContent(added);
  }
  /** Remove (8), Move (9) or Swap (10). */
  rowOp(code: number, block: number, slot: number, a: number, b: number): this {
    this.address(code, block, slot).varint(a).varint(b);
    return this;
  }
  clear(block: number, slot: number): this {
    this.address(11, block, slot);
    return this;
  }
  /** The ops alone. */
  ops(): Uint8Array {
    return this.out.finish();
  }
  /** A whole Patch frame. */
  frame(seq: number, ack: number): Uint8Array {
    return new Writer().byte(1).byte(seq).byte(ack).raw(this.ops()).finish();
  }

  private address(code: number, block: number, slot: number): Writer {
    this.out.varint(code).zigzag(block - this.block).varint(slot);
    this.block = block;
    return this.out;
  }
  private optional(out: Writer, value: string | null): void {
    if (value === null) out.byte(0);
    else out.byte(1).text(value);
  }
  private branchContent(content: Model | null): this {
    if (!content) this.out.varint(0);
    else this.content(content, this.out.varint(content.of + 1));
    return this;
  }
  private dynContent(content: Model | string | null): this {
    if (content === null) this.out.varint(0);
    else if (typeof content === "string") {
      const bytes = new TextEncoder().encode(content);
      this.out.varint(bytes.length + 4).raw(bytes);
    } else this.content(content, this.out.varint(1).varint(content.of));
    return this;
  }
  private rowsContent(added: readonly Model[]): this {
    this.out.varint(added.length);
    if (added[0]) this.out.varint(added[0].of);
    for (const row of added) this.content(row, this.out);
    return this;
  }
  private content(model: Model, out: Writer): void {
    this.templates[model.of]!.slots.forEach(({ kind }, i) => {
      const value = model.slots[i];
      if (kind === Kind.Attr || kind === Kind.Style) this.optional(out, value as string | null);
      else if (kind === Kind.Class) out.byte(value ? 1 : 0);
      else if (kind === Kind.Dyn) this.dynContent(value as Model | string | null);
      else if (kind === Kind.Rows) this.rowsContent(value as readonly Model[]);
      else if (kind !== Kind.On) this.branchContent(value as Model | null);
    });
  }
}

/** The page's markup and shape for a root block. */
export function renderPage(templates: readonly Template[], top: Model): { html: string; shape: Uint8Array } {
  const shape = new Writer().varint(top.of);
  let texts = 0;
  const item = (...numbers: number[]): void => {
    for (const number of [texts, ...numbers]) shape.varint(number);
    texts = 0;
  };
  const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const show = (model: Model): string => {
    const { html, slots } = templates[model.of]!;
    const tokens = html.split(/(<!--v-->|<[^>]+>)/).filter(Boolean);
    let slot = 0;
    let depth = 0;
    return tokens
      .map((token, i) => {
        const next = tokens[i + 1];
        const isSeparated = next === undefined ? depth === 0 : next === "<!--v-->" || !next.startsWith("<");
        const separator = isSeparated ? "<!---->" : "";
        if (token === "<!--v-->") {
          const { kind } = slots[slot]!;
          const value = model.slots[slot++];
          if (kind === Kind.Dyn && typeof value === "string") return texts++, escape(value) + separator;
          if (kind === Kind.Rows) {
            const list = value as readonly Model[];
            item(...(list.length ? [list.length, list[0]!.of] : [0]));
            return list.map(show).join("");
          }
          item(value ? (value as Model).of + 2 : 0);
          return (value ? show(value as Model) : "") + (kind === Kind.Dyn ? separator : "");
        }
        if (!token.startsWith("<")) return token + separator;
        if (token.startsWith("</")) depth--;
        else if (!/^<(br|hr|input)\b/.test(token)) depth++;
        const own = / v="(\d+)"/.exec(token);
        if (!own) return token;
        const names: string[] = [];
        let attributes = "";
        for (let left = Number(own[1]); left > 0; left--) {
          const { kind, name } = slots[slot]!;
          const value = model.slots[slot++];
          if (kind === Kind.Class && value) names.push(name);
          if (kind === Kind.Attr && typeof value === "string") attributes += ` ${name}="${escape(value)}"`;
        }
        // The static classes, if any, stand last in the tag.
        const rest = token.replace(own[0], "");
        const classes = names.join(" ");
        if (/ class="/.test(rest)) return rest.replace(/ class="([^"]*)"/, `${attributes} class="$1 ${classes}"`);
        return rest.replace(/(\/?>)$/, `${attributes}${classes && ` class="${classes}"`}$1`);
      })
      .join("");
  };
  const html = show(top);
  item();
  return { html, shape: shape.finish() };
}

/** A page with boot data. */
export function bootPage(templates: readonly Template[], top: Model): string {
  const { html, shape } = renderPage(templates, top);
  const boot = new Writer().varint(1).varint(9).varint(0).varint(7).varint(5).raw(new Uint8Array(16).fill(1)).raw(new Uint8Array(16).fill(2)).text("/live/1");
  boot.varint(templates.length);
  for (const template of templates) writeTemplate(boot, template);
  boot.varint(shape.length).raw(shape);
  const base64 = Buffer.from(boot.finish()).toString("base64");
  return `<!doctype html><body><div id="vango-root">${html}</div><script type="application/vango" id="vango-boot">${base64}</script>`;
}

// A view with templates on a page of its own, for tests.

import { adopt } from "../src/adopt.js";
import { Reader } from "../src/codec.js";
import { createFields } from "../src/field.js";
import { applyOps } from "../src/patch.js";
import { createTemplate, type Template } from "../src/template.js";
import { createView, define } from "../src/view.js";
import { normalised, openPage } from "./dom.js";
import { type Model, Patch, renderPage } from "./server.js";

// One window for all: nodes are told apart by the classes of the global one.
const page = openPage("");

/** A view, how to patch it, and what it shows. */
export class Fixture {
  readonly document = page;
  readonly root = page.body.appendChild(page.createElement("div"));
  readonly fields = createFields();
  readonly heard: string[] = [];
  readonly lost: unknown[] = [];
  /** What the server was asked to show anew: a block of the component, 0 for everything. */
  readonly asked: number[] = [];
  readonly view = createView(this.root, this.fields, (type) => this.heard.push(type), (error, block) => {
    this.lost.push(error);
    this.asked.push(block);
  });

  readonly templates: readonly Template[];

  constructor(templates: readonly Template[]) {
    // New ones: a template keeps nodes of the page that it was first used on.
    this.templates = templates.map(({ html, slots }) => createTemplate(html, slots));
    for (const template of this.templates) define(this.view, template);
  }

  /** Shows the model by a Mount. */
  mount(model: Model, first = 1): this {
    return this.apply((patch) => patch.mount(first, model));
  }

  /** Shows the model as a page and adopts it, after something has happened to the page. */
  adopt(model: Model, change: (root: Element) => void = () => {}): this {
    const { html, shape } = renderPage(this.templates, model);
    this.root.innerHTML = html;
    change(this.root);
    adopt(this.view, shape);
    return this;
  }

  apply(write: (patch: Patch) => Patch): this {
    applyOps(this.view, new Reader(write(new Patch(this.templates)).ops()));
    return this;
  }

  get html(): string {
    return normalised(this.root);
  }

  /** Ids and templates of all blocks, to compare two views. */
  get ids(): string {
    const { templates, blocks } = this.view;
    return [...blocks.values()].map((block) => `${block.id}:${templates.indexOf(block.template)}`).sort().join(" ");
  }
}

// Patches: reads the ops of a batch and applies them, one after the other.
//
// Invariant: an op is read whole before it is applied, so that one that can't be applied does not stop the reading:
// templates and block ids that come after it stay right. A failure is confined to its component, to which nothing is
// applied until it is replaced; one that no component can be blamed for concerns everything, until a Mount. Markup
// that the server has given away (`data-vango-ignore`, `contenteditable`) is never touched inside.
// Does not know numbers, acknowledgements or the socket.

import type { Reader } from "./codec.js";
import { clear, type Content, readContent, setContent } from "./content.js";
import { Fault, fault } from "./fault.js";
import { keep } from "./keep.js";
import { remember } from "./recover.js";
import { isOwn, readTemplate } from "./template.js";
import {
  type Block, canMove, componentOf, define, dispose, forEachNode, insertable, lose, park, parentOf, position, remove, rowsOf, silence, slotOf, type View,
} from "./view.js";
import { Op } from "./wire.js";

/** Applies ops to the end of the frame. */
export function applyOps(view: View, reader: Reader): void {
  let id = 0;
  let recover: (() => void) | undefined;
  view.watcher?.before();
  try {
    while (!reader.done) {
      const code = reader.varint();
      if (code === Op.Define) {
        define(view, readTemplate(reader));
      } else if (code === Op.Mount) {
        recover ??= remember(view.root);
        mount(view, reader);
      } else {
        id += reader.zigzag();
        const block = view.blocks.get(id);
        if (code > Op.Clear) parkOrDrop(view, code, block);
        else applyOp(view, reader, code, block, reader.varint());
        // What a component that is awaited shows may be parked or dropped although it never came.
        if (!block && !(code > Op.Clear && view.awaited.size)) lose(view, fault(Fault.Block, id));
      }
    }
    view.fields.settle();
  } finally {
    view.putBack?.();
    view.putBack = undefined;
    view.watcher?.after();
  }
  view.fields.autofocus(recover);
}

/** Replaces all that is shown. */
function mount(view: View, reader: Reader): void {
  view.lost = false;
  view.blocks.clear();
  view.awaited.clear();
  view.fields.forget();
  view.nextBlock = reader.varint();
  const [top] = readContent(view, reader, Op.Branch, view.root, view.root) as Block[];
  view.root.replaceChildren(top ? insertable(top) : "");
}

function parkOrDrop(view: View, code: Op, block: Block | undefined): void {
  if (code > Op.Drop) throw fault(Fault.Op, code);
  if (!block || view.lost) return;
  if (code === Op.Drop) return dispose(view, block);
  try {
    park(block);
  } catch (error) {
    fail(view, block, 0, error);
  }
}

function applyOp(view: View, reader: Reader, code: Op, block: Block | undefined, slot: number): void {
  let first = view.nextBlock;
  const node = block?.nodes[slot];
  const at = code < Op.Insert || code === Op.Clear ? 0 : reader.varint();
  const other = code > Op.Insert ? (code < Op.Clear ? reader.varint() : 0) : readContent(view, reader, code, node ?? view.root, view.root);
  if (!block || view.lost) return;
  try {
    if (!block.silent && isOurs(view, block, slot)) {
      if (code > Op.Insert) applyToRows(view, block, slot, code, at, other as number);
      else setContent(view, block, slot, other as Content, at);
      return;
    }
  } catch (error) {
    fail(view, block, slot, error);
  }
  // What was read is never shown.
  for (; first < view.nextBlock; first++) view.blocks.get(first)!.silent = true;
}

/** Notes that something could not be done to a block; its component is silent until it is replaced. */
function fail(view: View, block: Block, slot: number, error: unknown): void {
  if (view.lost || block.silent) return;
  const component = componentOf(block);
  const { owner } = component;
  const memory = owner && (owner.memory ??= []);
  const place = owner && slotOf(owner, component);
  const node = block.nodes[slot];
  if (!memory || memory[place!]) return lose(view, error, node);
  // The same place a second time is too often.
  memory[place!] = error;
  view.awaited.add(component);
  silence(component, true);
  view.onLost(error, block.id, node);
}

/** False when the slot stands in markup that was given away. Throws when its node is gone. */
function isOurs(view: View, block: Block, slot: number): boolean {
  const node = block.nodes[slot];
  if (!node) throw fault(Fault.Slot, slot);
  const own = isOwn(block.template.slots[slot]!.kind);
  // A parked block stands in a fragment; the root of what others have taken away is an element or the node itself.
  const isThere = node.isConnected || node.getRootNode() instanceof DocumentFragment;
  const model = isThere ? node : block.prototype.targets[slot]!;
  if ((own || !(model instanceof Element) ? model.parentElement : model)?.closest("[data-vango-ignore],[contenteditable]")) return false;
  if (!isThere) throw fault(Fault.Moved);
  if (!own) view.fields.changed(parentOf(node, view.root));
  return true;
}

function applyToRows(view: View, block: Block, slot: number, code: Op, a: number, b: number): void {
  if (code === Op.Clear) return clear(view, block, slot);
  if (code === Op.Move) return moveRow(view, block, slot, a, b);
  if (code === Op.Remove) return rowsOf(block, slot, a + b).splice(a, b).forEach((row) => remove(view, row));
  moveRow(view, block, slot, a, b);
  // The move has shifted the other row by one towards `a`.
  moveRow(view, block, slot, b + Math.sign(a - b), a);
}

/** Moves a row, keeping focus, scroll positions and, where the browser can, playing media. */
function moveRow(view: View, block: Block, slot: number, from: number, to: number): void {
  const rows = rowsOf(block, slot, Math.max(from, to) + 1);
  const row = rows.splice(from, 1)[0]!;
  const [parent, before] = position(block.nodes[slot]!, rows[to]);
  if (!canMove(parent)) view.putBack ??= keep(view.scrolled);
  forEachNode(row, (node) => (parent.moveBefore ?? parent.insertBefore).call(parent, node, before));
  rows.splice(to, 0, row);
}

// The client: ties view, events, connection and notices together for one page.
//
// Invariant: every way in which page and server may part ends in a Resync, a counted reload or a visible error.
// Does no work of its own: each part has its module.

import { adopt } from "./adopt.js";
import { Reader } from "./codec.js";
import { createConnection } from "./connection.js";
import { createDelegate } from "./event.js";
import { createFields } from "./field.js";
import { MAX_RESYNCS, RESYNC_WINDOW_MS, TOKEN_BYTES, VERSION } from "./limits.js";
import { createBusy, reloadOnce, showError, showState } from "./notice.js";
import { applyOps } from "./patch.js";
import { takeEdits, withStorage } from "./recover.js";
import { readTemplate, type Template } from "./template.js";
import { createView, define, lose } from "./view.js";

/** Where the tab remembers which page it shows. */
const TAB = "vango:tab";

/** Bit of `Boot.flags`: the server runs for a developer. */
const DEVELOPMENT = 1;

/** What the page carries for its client. */
export interface Boot {
  readonly version: number;
  /** Which build made the page, as it stands in Hello. */
  readonly build: Uint8Array;
  readonly flags: number;
  /** Session, state and secret, as they stand in Hello. */
  readonly identity: Uint8Array;
  readonly ticket: Uint8Array;
  /** Where the WebSocket is. */
  readonly url: string;
  readonly templates: readonly Template[];
  readonly shape: Uint8Array;
}

/** Reads boot data from base64. */
export function readBoot(base64: string): Boot {
  const reader = new Reader(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  /** A number as it stands there. */
  const number = (): Uint8Array => {
    const { at } = reader;
    reader.varint();
    return reader.bytes.subarray(at, reader.at);
  };
  return {
    version: reader.varint(),
    build: number(),
    flags: reader.varint(),
    identity: Uint8Array.of(...number(), ...number(), ...reader.take(TOKEN_BYTES)),
    ticket: reader.take(TOKEN_BYTES),
    url: location.origin.replace(/^http/, "ws") + reader.text(),
    templates: reader.list(() => readTemplate(reader)),
    shape: reader.take(reader.varint()),
  };
}

/** Makes the page live. */
export function start(root: Element, boot: Boot): void {
  showState("connecting");
  const losses: number[] = [];
  const fields = createFields();
  const busy = createBusy();
  /** The page that the tab has shown last and that was welcomed: the one before this, until this is. */
  let previous = "";
  /** Asks the tab for it; not every tab knows. */
  const look = (): string => (previous = withStorage((storage) => storage[TAB]) ?? previous);
  const own = btoa(String.fromCharCode(...boot.identity));
  const stop = (message: string): void => {
    connection.stop();
    showState("stopped");
    showError(message);
  };
  const refresh = (): void => {
    connection.stop();
    if (!reloadOnce(root)) stop("Page and server can't go on.");
  };
  const lost = (error: unknown, block: number, node?: Node): void => {
    console.error("vango: page and server differ:", error, node);
    const now = Date.now();
    losses.unshift(now);
    if (now - losses[MAX_RESYNCS - 1]! < RESYNC_WINDOW_MS) {
      stop("Page and server keep differing.");
    } else {
      connection.resync(block);
    }
  };
  const view = createView(root, fields, (type) => delegate.listen(type), lost);
  const delegate = createDelegate(view, (block, slot, payload) => {
    const number = connection.send(block, slot, payload);
    fields.sent(number, delegate.holds);
    busy.sent(number);
  });
  const connection = createConnection(
    boot,
    {
      tell(hello) {
        // A browser that goes back may show a page that it has kept: others were shown since.
        look();
        hello.varint(view.nextBlock).varint(view.templates.length).text(previous);
      },
      patch: (reader) => applyOps(view, reader),
      acknowledged(event) {
        fields.acknowledged(event);
        busy.answered(event, connection.outbox.last);
      },
      isLost: () => view.lost || view.awaited.size > 0,
      lose: (error) => lose(view, error),
      reach(state) {
        showState(state);
        // Not before: a page that nobody has welcomed may have been rendered for nobody.
        if (state === "online") withStorage((storage) => (storage[TAB] = previous = own));
      },
      refresh,
      fail: stop,
    },
  );

  if (boot.version !== VERSION) return refresh();
  fields.watch(root);
  try {
    for (const template of boot.templates) define(view, template);
    adopt(view, boot.shape);
    fields.adopt(root, false);
  } catch (error) {
    view.blocks.clear();
    lose(view, error);
  }
  // For who leaves before there is a socket.
  look();
  // When all is to be shown anew, edits are remembered like any others.
  withStorage((storage) => takeEdits(root, storage));
  // A guess for the server, which renders the next page with it: two tabs may be left at the same time.
  addEventListener("beforeunload", () => {
    document.cookie = `vango_tab=${previous};path=/;max-age=9`;
  });
  // A browser that goes back puts its own values in when all is loaded.
  addEventListener("pageshow", () => fields.adopt(root, true));
  connection.start();
  if (boot.flags & DEVELOPMENT) void import("./dev.js").then((dev) => dev.default(view));
}

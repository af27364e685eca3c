// The connection: one WebSocket at a time, made again whenever it breaks.
//
// Invariant: batches are applied once and in order, events are sent once per socket and in order, and nothing is sent
// before the server's Welcome but Hello. After `stop` nothing is sent, received or tried again.
// Does not know what a patch does or what the page shows: it calls `Host`.

import { Reader, Writer } from "./codec.js";
import { Fault, fault } from "./fault.js";
import {
  ACK_AFTER_BATCHES,
  ANSWER_WITHIN_MS,
  BEAT_MS,
  HIDDEN_PAUSE_MS,
  RECONNECT_FIRST_MS,
  RECONNECT_LONGEST_MS,
  SUBPROTOCOL,
  VERSION,
} from "./limits.js";
import { Outbox } from "./outbox.js";
import { ClientFrame, How } from "./wire.js";

/** How to reach the session: from the page's boot data. */
export interface Address {
  readonly url: string;
  /** Session, state and secret, as they stand in Hello. */
  readonly identity: Uint8Array;
  /** Which build made the page, as it stands in Hello. */
  readonly build: Uint8Array;
  readonly ticket: Uint8Array;
}

/** What the connection asks of the page. */
export interface Host {
  /** Ends a Hello with what the page has seen so far. */
  tell(hello: Writer): void;
  /** Applies a batch; what it throws means that the frame could not be read. */
  patch(reader: Reader): void;
  /** The server has applied events up to this number, and what they have changed comes with this frame at the latest. */
  acknowledged(event: number): void;
  /** True when the page, or a component of it, shows something else than the server thinks. */
  isLost(): boolean;
  /** The frame made no sense: the page must be shown anew. */
  lose(error: unknown): void;
  /** Whether the server can be reached has changed. */
  reach(state: "online" | "offline"): void;
  refresh(reason: number): void;
  fail(message: string): void;
}

/** The way to the session. */
export interface Connection {
  readonly outbox: Outbox;
  /** Connects, and connects again at once when the network or the user comes back. */
  start(): void;
  /** Sends an event, now or when the server can be reached; returns its number. Throws when it can't be kept. */
  send(block: number, slot: number, payload: Uint8Array): number;
  /** Asks the server to show the component around a block anew, 0: everything; on the next Welcome, when there is no connection. */
  resync(block: number): void;
  /** Ends it for good. */
  stop(): void;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

function begin(kind: number): Writer {
  return new Writer().byte(kind);
}

/** Makes the way to the session; nothing happens before `start`. */
export function createConnection(address: Address, host: Host): Connection {
  const outbox = new Outbox();
  /** The number of the last batch that was applied. */
  let batch = 0;
  /** The number of the last batch that was acknowledged. */
  let acknowledged = 0;
  let socket: WebSocket | undefined;
  let welcomed = false;
  let stopped = false;
  /** As it stands in Hello, an `Option`. The ticket counts once: it is given away with the first one. */
  let ticket = [1, ...address.ticket];
  let attempts = 0;
  let hiddenSince: number | undefined;
  let beatTimer: Timer;
  /** Whether a frame has come since that timer was set. A frame sets none itself: frames are many. */
  let heard = false;
  let retryTimer: Timer;

  /** Where a frame stands while it is sent; grows. A buffer for each would cost a browser as much as the sending. */
  let desk = new Uint8Array();

  const write = ({ out }: Writer): void => {
    if (desk.length < out.length) desk = new Uint8Array(out.length);
    desk.set(out);
    socket?.send(desk.subarray(0, out.length));
  };

  /** Lets a frame acknowledge the last batch. */
  const acknowledging = (frame: Writer): Writer => {
    acknowledged = batch;
    return frame.byte(batch);
  };

  const acknowledge = (): void => write(acknowledging(begin(ClientFrame.Ack)));

  const resync = (block: number): void => {
    if (welcomed) write(acknowledging(begin(ClientFrame.Resync)).varint(block));
  };

  /** Sends what may be sent. */
  const flush = (): void => {
    for (let body; welcomed && (body = outbox.next()); ) write(acknowledging(begin(ClientFrame.Event).byte(outbox.sent)).raw(body));
  };

  const close = (): void => {
    clearTimeout(beatTimer);
    clearTimeout(retryTimer);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = undefined;
    welcomed = false;
  };

  /** The socket is gone, or as good as gone. */
  const broken = (spread?: unknown): void => {
    close();
    if (stopped) return;
    host.reach("offline");
    if (Date.now() - hiddenSince! > HIDDEN_PAUSE_MS) return;
    // Full jitter: after a restart of the server its clients come back spread out, not all at once. A server that ends says over
    // which time.
    const longest_ms = +(spread as string) || Math.min(RECONNECT_LONGEST_MS, RECONNECT_FIRST_MS * 2 ** attempts++);
    retryTimer = setTimeout(connect, Math.random() * longest_ms);
  };

  /** What happens when nothing comes for so long. */
  const unlessHeard = (act: () => void, delay_ms: number): void => {
    clearTimeout(beatTimer);
    heard = false;
    beatTimer = setTimeout(() => {
      if (!heard) return act();
      // What no event has acknowledged.
      if (batch > acknowledged) acknowledge();
      unlessHeard(ping, BEAT_MS);
    }, delay_ms);
  };

  const ping = (): void => {
    write(begin(ClientFrame.Ping));
    unlessHeard(broken, ANSWER_WITHIN_MS);
  };

  const connect = (): void => {
    clearTimeout(retryTimer);
    if (socket || stopped) return;
    socket = new WebSocket(address.url, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    socket.onopen = hello;
    socket.onmessage = (message) => receive(new Uint8Array(message.data as ArrayBuffer));
    socket.onclose = ({ reason }) => broken(reason);
    unlessHeard(broken, ANSWER_WITHIN_MS);
  };

  /** The network or the user is back: what was put off is done now, and a socket that looks open has to prove it. */
  const wake = (): void => {
    if (welcomed) {
      ping();
    } else {
      attempts = 0;
      connect();
    }
  };

  const hello = (): void => {
    const frame = begin(ClientFrame.Hello).varint(VERSION).raw(address.identity).raw(ticket);
    ticket = [0];
    frame.text(location.pathname + location.search).raw(address.build).varint(batch).varint(outbox.given);
    host.tell(frame);
    write(frame);
  };

  const receive = (frame: Uint8Array): void => {
    heard = true;
    const reader = new Reader(frame);
    try {
      const kind = reader.varint();
      const read = readers[kind];
      if (!read) throw fault(Fault.Frame, kind);
      read(reader);
      if (!reader.done && !stopped) throw fault(Fault.Rest);
    } catch (error) {
      host.lose(error);
    }
  };

  const welcome = (reader: Reader): void => {
    reader.varint(); // The server answers with the version that Hello asked for, or refuses.
    outbox.restart(reader.varint());
    const last = reader.varint();
    const isMounted = reader.varint() === How.Resynced;
    welcomed = true;
    attempts = 0;
    if (!isMounted) {
      // What was lost before is asked for again, what is lost only now is asked for by the host.
      if (host.isLost()) resync(0);
      if (last !== batch) host.lose(fault(Fault.Batch, last));
    }
    acknowledged = batch = last;
    host.reach("online");
    flush();
  };

  const patch = (reader: Reader): void => {
    const ahead = (reader.byte() - batch) & 255;
    const ack = reader.byte();
    if (ahead !== 1) {
      reader.at = reader.bytes.length;
      // A batch from before was sent twice; when one is missing, the server sends it again to a new socket.
      if (ahead && ahead < 128) broken();
      return;
    }
    batch++;
    applied(ack);
    host.patch(reader);
    if (batch - acknowledged >= ACK_AFTER_BATCHES) acknowledge();
  };

  const fail = (reader: Reader): void => {
    const code = reader.varint();
    host.fail(`${reader.text()} (${code})`);
  };

  const applied = (ack: number): void => {
    // What a Welcome has counted is shown when a frame says so, not by the older ones that are sent again before it.
    const number = outbox.acknowledge(ack);
    if (number) host.acknowledged(number);
    flush();
  };

  /** What is done with each frame, in the order of `ServerFrame`. */
  const readers: readonly ((reader: Reader) => void)[] = [
    welcome,
    patch,
    (reader) => host.refresh(reader.varint()),
    fail,
    () => {}, // That a Pong has come is all it says.
    (reader) => applied(reader.byte()),
  ];

  return {
    outbox,
    resync,
    start() {
      document.addEventListener("visibilitychange", () => {
        hiddenSince = document.hidden ? Date.now() : undefined;
        if (!hiddenSince) wake();
      });
      addEventListener("online", wake);
      connect();
    },
    send(block, slot, payload) {
      const number = outbox.push(new Writer().varint(block).varint(slot).raw(payload).finish());
      flush();
      return number;
    },
    stop() {
      stopped = true;
      close();
    },
  };
}

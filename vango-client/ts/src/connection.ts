// The connection: one WebSocket at a time, made again whenever it breaks.
//
// Invariant: batches are applied once and in order, events are sent once per socket and in order, and nothing is sent
// before the server's Welcome but Hello. After `stop` nothing is sent, received or tried again.
// Does not know what a patch does or what the page shows: it calls `Host`.

import { Reader, Writer } from "./codec.js";
import {
  ACK_AFTER_BATCHES,
  ACK_AFTER_MS,
  ANSWER_WITHIN_MS,
  HIDDEN_PAUSE_MS,
  PING_EVERY_MS,
  RECONNECT_FIRST_MS,
  RECONNECT_LONGEST_MS,
  SUBPROTOCOL,
  VERSION,
} from "./limits.js";
import { Outbox } from "./outbox.js";
import { ClientFrame, How, ServerFrame } from "./wire.js";

/** How to reach the session: from the page's boot data. */
export interface Address {
  readonly url: string;
  /** Session and secret, as they stand in Hello. */
  readonly identity: Uint8Array;
  readonly ticket: Uint8Array;
}

/** What the connection asks of the page. */
export interface Host {
  /** Applies a batch; what it throws means that the frame could not be read. */
  patch(reader: Reader): void;
  /** The server has applied events up to this number. */
  acknowledged(event: number): void;
  /** True when the page shows something else than the server thinks. */
  isLost(): boolean;
  /** The frame made no sense: the page must be shown anew. */
  lose(error: unknown): void;
  online(): void;
  offline(): void;
  refresh(reason: number): void;
  fail(message: string): void;
}

/** The way to the session. */
export class Connection {
  readonly outbox = new Outbox();
  /** The number of the last batch that was applied. */
  private batch = 0;
  private unacknowledged = 0;
  private socket: WebSocket | undefined;
  private welcomed = false;
  private stopped = false;
  /** The ticket counts once: it is given away with the first Hello. */
  private ticket: Uint8Array | undefined;
  private attempts = 0;
  /** Whether anything came since the last ping. */
  private heard = false;
  private hiddenSince = 0;
  private ackTimer: Timer;
  private beatTimer: Timer;
  private retryTimer: Timer;

  constructor(
    private readonly address: Address,
    private readonly host: Host,
  ) {
    this.ticket = address.ticket;
  }

  /** Connects, and connects again at once when the network or the user comes back. */
  start(): void {
    document.addEventListener("visibilitychange", () => {
      this.hiddenSince = document.hidden ? Date.now() : 0;
      if (!document.hidden) this.wake();
    });
    addEventListener("online", () => this.wake());
    this.connect();
  }

  /** Sends an event, now or when the server can be reached; returns its number. Throws when it can't be kept. */
  send(block: number, slot: number, payload: Uint8Array): number {
    const number = this.outbox.push(new Writer().varint(block).varint(slot).raw(payload).finish());
    this.flush();
    return number;
  }

  /** Asks the server to show everything anew; on the next Welcome, when there is no connection. */
  resync(): void {
    if (this.welcomed) this.write(this.acknowledging(ClientFrame.Resync));
  }

  /** Ends it for good. */
  stop(): void {
    this.stopped = true;
    this.close();
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    if (this.socket || this.stopped) return;
    const socket = (this.socket = new WebSocket(this.address.url, SUBPROTOCOL));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.hello();
    socket.onmessage = (message) => this.receive(new Uint8Array(message.data as ArrayBuffer));
    socket.onclose = () => this.broken();
    this.expectAnswer();
  }

  private hello(): void {
    const frame = new Writer().byte(ClientFrame.Hello).varint(VERSION).raw(this.address.identity).byte(this.ticket ? 1 : 0);
    if (this.ticket) frame.raw(this.ticket);
    this.ticket = undefined;
    this.write(frame.text(location.pathname + location.search).varint(this.batch).varint(this.outbox.given));
  }

  private receive(frame: Uint8Array): void {
    this.heard = true;
    const reader = new Reader(frame);
    try {
      this.read(reader, reader.varint());
      if (!reader.done && !this.stopped) throw new RangeError("frame goes on after its end");
    } catch (error) {
      this.host.lose(error);
    }
  }

  private read(reader: Reader, kind: number): void {
    switch (kind) {
      case ServerFrame.Welcome:
        return this.welcome(reader);
      case ServerFrame.Patch:
        return this.patch(reader);
      case ServerFrame.Refresh:
        return this.host.refresh(reader.varint());
      case ServerFrame.Error: {
        const code = reader.varint();
        return this.host.fail(`${reader.text()} (${code})`);
      }
      case ServerFrame.Pong:
        return;
      case ServerFrame.Ack:
        return this.applied(reader.byte());
      default:
        throw new RangeError(`unknown frame ${kind}`);
    }
  }

  private welcome(reader: Reader): void {
    reader.varint(); // The server answers with the version that Hello asked for, or refuses.
    this.outbox.restart(reader.varint());
    const batch = reader.varint();
    const isMounted = reader.varint() === How.Resynced;
    this.welcomed = true;
    this.attempts = 0;
    this.unacknowledged = 0;
    this.host.acknowledged(this.outbox.acknowledged);
    // What was lost before is asked for again, what is lost only now is asked for by the host.
    if (!isMounted && this.host.isLost()) this.resync();
    if (!isMounted && batch !== this.batch) this.host.lose(new RangeError(`batch ${batch} was never applied`));
    this.batch = batch;
    this.host.online();
    this.flush();
  }

  private patch(reader: Reader): void {
    const ahead = (reader.byte() - this.batch) & 255;
    const ack = reader.byte();
    if (ahead !== 1) {
      reader.at = reader.bytes.length;
      // A batch from before was sent twice; when one is missing, the server sends it again to a new socket.
      if (ahead && ahead < 128) this.broken();
      return;
    }
    this.batch++;
    this.unacknowledged++;
    this.applied(ack);
    this.host.patch(reader);
    if (this.unacknowledged >= ACK_AFTER_BATCHES) this.acknowledge();
    else if (this.unacknowledged) this.ackTimer ??= setTimeout(() => this.acknowledge(), ACK_AFTER_MS);
  }

  private applied(ack: number): void {
    this.outbox.acknowledge(ack);
    this.host.acknowledged(this.outbox.acknowledged);
    this.flush();
  }

  /** Sends what may be sent. */
  private flush(): void {
    if (!this.welcomed) return;
    for (let event; (event = this.outbox.next()); ) {
      this.write(this.acknowledging(ClientFrame.Event, event.number).raw(event.body));
    }
  }

  private acknowledge(): void {
    if (this.welcomed) this.write(this.acknowledging(ClientFrame.Ack));
  }

  /** The head of a frame that acknowledges the last batch. */
  private acknowledging(kind: number, number?: number): Writer {
    clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    this.unacknowledged = 0;
    const frame = new Writer().byte(kind);
    if (number !== undefined) frame.byte(number);
    return frame.byte(this.batch);
  }

  private write(frame: Writer): void {
    this.socket?.send(frame.finish() as Uint8Array<ArrayBuffer>);
  }

  private ping(): void {
    this.write(new Writer().byte(ClientFrame.Ping));
    this.expectAnswer();
  }

  /** Gives the socket up unless something comes in time; the next ping follows. */
  private expectAnswer(): void {
    this.heard = false;
    clearTimeout(this.beatTimer);
    this.beatTimer = setTimeout(() => {
      if (this.heard) this.beatTimer = setTimeout(() => this.ping(), PING_EVERY_MS - ANSWER_WITHIN_MS);
      else this.broken();
    }, ANSWER_WITHIN_MS);
  }

  /** The network or the user is back: what was put off is done now, and a socket that looks open has to prove it. */
  private wake(): void {
    if (this.welcomed) {
      this.ping();
    } else {
      this.attempts = 0;
      this.connect();
    }
  }

  /** The socket is gone, or as good as gone. */
  private broken(): void {
    this.close();
    if (this.stopped) return;
    this.host.offline();
    if (this.hiddenSince && Date.now() - this.hiddenSince > HIDDEN_PAUSE_MS) return;
    // Full jitter: after a restart of the server its clients come back spread out, not all at once.
    const longest_ms = Math.min(RECONNECT_LONGEST_MS, RECONNECT_FIRST_MS * 2 ** this.attempts++);
    this.retryTimer = setTimeout(() => this.connect(), Math.random() * longest_ms);
  }

  private close(): void {
    for (const timer of [this.ackTimer, this.beatTimer, this.retryTimer]) clearTimeout(timer);
    this.ackTimer = undefined;
    const socket = this.socket;
    this.socket = undefined;
    this.welcomed = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

// A WebSocket and a clock that tests drive by hand.

/** Stands in for `WebSocket`; the last one made is `FakeSocket.last`. */
export class FakeSocket {
  static made: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.made[FakeSocket.made.length - 1]!;
  }
  binaryType = "";
  isClosed = false;
  sent: Uint8Array[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { reason: string }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeSocket.made.push(this);
  }
  send(bytes: Uint8Array): void {
    if (this.isClosed) throw new Error("socket is closed");
    // As a browser does: what happens to the buffer afterwards is none of its business.
    this.sent.push(bytes.slice());
  }
  close(): void {
    this.isClosed = true;
  }

  /** The server answers: bytes, or numbers below 256. */
  receive(bytes: ArrayLike<number>): void {
    this.onmessage?.({ data: Uint8Array.from(bytes).buffer });
  }
  /** The connection is established and welcomed. */
  open(event = 0, batch = 0, how = 0): this {
    this.onopen?.();
    this.receive([0, 1, event, batch, how]);
    return this;
  }
  drop(reason = ""): void {
    this.isClosed = true;
    this.onclose?.({ reason });
  }
  /** What was sent since the last call, in hexadecimal. */
  take(): string[] {
    return this.sent.splice(0).map((bytes) => Buffer.from(bytes).toString("hex"));
  }
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Stands in for timers, `Date.now` and `Math.random` until `restore`. */
export class FakeClock {
  now = 1_000_000;
  random = 0.5;
  private readonly timers = new Map<number, Timer>();
  private next = 1;
  private readonly real = { setTimeout, clearTimeout, now: Date.now, random: Math.random };

  constructor() {
    Object.assign(globalThis, {
      setTimeout: (run: () => void, delay: number) => (this.timers.set(this.next, { at: this.now + delay, run }), this.next++),
      clearTimeout: (id: number) => this.timers.delete(id),
    });
    Date.now = () => this.now;
    Math.random = () => this.random;
  }

  /** Lets time pass, timer by timer. */
  advance(by_ms: number): void {
    const end = this.now + by_ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.now = due[1].at;
      due[1].run();
    }
    this.now = end;
  }
  /** How long from now until the next timer; undefined when there is none. */
  get wait(): number | undefined {
    const times = [...this.timers.values()].map(({ at }) => at - this.now);
    return times.length ? Math.min(...times) : undefined;
  }
  restore(): void {
    Object.assign(globalThis, { setTimeout: this.real.setTimeout, clearTimeout: this.real.clearTimeout });
    Date.now = this.real.now;
    Math.random = this.real.random;
  }
}

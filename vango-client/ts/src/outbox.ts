// Numbers: which events were given, sent and acknowledged, and which batch was applied last.
//
// Invariant: `acknowledged ≤ sent ≤ given`, `sent − acknowledged ≤ MAX_IN_FLIGHT`, and `pending` holds the events after
// `acknowledged`, in order, those that wait for their turn included. A wire byte is the low byte of the number nearest to the one expected.
// Does no I/O and knows no clock.

import { Fault, fault } from "./fault.js";
import { MAX_EVENT_BYTES, MAX_IN_FLIGHT, MAX_PENDING_EVENTS } from "./limits.js";

/** The events on their way to the server. */
export class Outbox {
  acknowledged = 0;
  /** The number of the last event that `next` has given to this socket. */
  sent = 0;
  private pending: Uint8Array[] = [];

  /** The last number that a server may have seen. */
  given = 0;

  /** The number of the last event, sent or not. */
  get last(): number {
    return this.acknowledged + this.pending.length;
  }

  /** Gives an event its number, which is returned. Throws when the event can't be kept. */
  push(body: Uint8Array): number {
    if (body.length > MAX_EVENT_BYTES) throw fault(Fault.Long, MAX_EVENT_BYTES);
    if (this.pending.length >= MAX_PENDING_EVENTS) throw fault(Fault.Full, MAX_PENDING_EVENTS);
    return this.acknowledged + this.pending.push(body);
  }

  /** The next event to send, when one waits and may be sent; its number is `sent` then. */
  next(): Uint8Array | undefined {
    const inFlight = this.sent - this.acknowledged;
    const body = inFlight < MAX_IN_FLIGHT ? this.pending[inFlight] : undefined;
    if (body) this.given = Math.max(this.given, ++this.sent);
    return body;
  }

  /** The server has applied events up to the sent one with this low byte, whose number is returned; 0 when it is an older one. */
  acknowledge(low: number): number {
    const count = (low - this.acknowledged) & 255;
    return count <= this.sent - this.acknowledged ? this.drop(count) : 0;
  }

  /**
   * A new socket: the server has applied events up to `number`; all later ones are to be sent again. A number that this
   * outbox never gave means that the server counts differently (it was rebuilt): what waits is numbered anew from there.
   */
  restart(number: number): void {
    if (number >= this.acknowledged && number <= this.given) this.drop(number - this.acknowledged);
    this.sent = this.acknowledged = number;
    this.given = Math.max(this.given, number);
  }

  private drop(count: number): number {
    this.pending.splice(0, count);
    return (this.acknowledged += count);
  }
}

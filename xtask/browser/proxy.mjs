// A TCP proxy that misbehaves on demand: cuts connections, holds one direction back, delays.
//
// Invariant: bytes that are delivered are delivered unchanged and in order; bytes of a cut connection are never delivered.
// It knows nothing of HTTP or frames. It has no backpressure: a test's traffic fits in memory.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** One direction of one connection. */
class Pipe {
  constructor(proxy, from, to, direction) {
    Object.assign(this, { proxy, from, to, direction, queue: [], ended: false, timer: undefined });
    from.on('data', (bytes) => {
      this.queue.push({ bytes, due: performance.now() + proxy.delays[direction] });
      this.pump();
    });
    from.on('end', () => {
      this.ended = true;
      this.pump();
    });
  }

  /** Delivers what is due. */
  pump() {
    clearTimeout(this.timer);
    if (this.proxy.held[this.direction]) return;
    while (this.queue.length > 0) {
      const wait = this.queue[0].due - performance.now();
      if (wait > 0) {
        this.timer = setTimeout(() => this.pump(), wait);
        return;
      }
      const { bytes } = this.queue.shift();
      this.proxy.delivered[this.direction] += bytes.length;
      this.to.write(bytes);
    }
    if (this.ended) this.to.end();
  }

  get waitingBytes() {
    return this.queue.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }
}

/** Ends a socket at once. One that is already being ended cannot be reset any more: libuv would never close it. */
function reset(socket) {
  if (socket.destroyed) return;
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

/** The proxy. `up` is from the browser to the server, `down` the other way. */
export class Proxy {
  /** @param {number} target the server's port */
  static async start(target) {
    const proxy = new Proxy(target);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.port = proxy.server.address().port;
    proxy.url = `http://127.0.0.1:${proxy.port}`;
    return proxy;
  }

  constructor(target) {
    this.target = target;
    this.refusing = false;
    this.held = { up: false, down: false };
    this.delays = { up: 0, down: 0 };
    this.delivered = { up: 0, down: 0 };
    this.connections = new Set();
    this.accepted = 0;
    // Half-open: an end is passed on when the bytes before it have been delivered, not at once.
    this.server = createServer({ allowHalfOpen: true }, (browser) => this.#accept(browser));
  }

  #accept(browser) {
    if (this.refusing) return reset(browser);
    this.accepted += 1;
    const server = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
    const connection = { sockets: [browser, server], pipes: [] };
    connection.pipes = [new Pipe(this, browser, server, 'up'), new Pipe(this, server, browser, 'down')];
    this.connections.add(connection);
    for (const socket of connection.sockets) {
      socket.setNoDelay(true);
      // A reset is what this proxy is for; the other side learns of it.
      socket.on('error', () => this.#drop(connection));
      socket.on('close', () => this.#closed(connection));
    }
  }

  /** Forgets a connection when both sides are gone: what one side had sent still arrives at the other. */
  #closed(connection) {
    if (connection.sockets.every((socket) => socket.destroyed)) this.#drop(connection);
  }

  #drop(connection) {
    for (const pipe of connection.pipes) {
      clearTimeout(pipe.timer);
      pipe.queue = [];
    }
    connection.sockets.forEach(reset);
    this.connections.delete(connection);
  }

  /** Resets all connections, loses what is under way, and refuses new ones until `restore`. */
  cut() {
    this.refusing = true;
    this.connections.forEach((connection) => this.#drop(connection));
    this.held = { up: false, down: false };
  }

  /** Accepts connections again. */
  restore() {
    this.refusing = false;
  }

  /** Keeps back what goes in this direction. */
  hold(direction) {
    this.held[direction] = true;
  }

  /** Delivers what was kept back, and what follows. */
  release(direction) {
    this.held[direction] = false;
    this.#pipes(direction).forEach((pipe) => pipe.pump());
  }

  /** Lets everything take `ms` longer in each direction, from now on. */
  delay(ms) {
    this.delays = { up: ms, down: ms };
  }

  /** Bytes that wait in this direction. */
  waitingBytes(direction) {
    return this.#pipes(direction).reduce((sum, pipe) => sum + pipe.waitingBytes, 0);
  }

  #pipes(direction) {
    return [...this.connections].flatMap(({ pipes }) => pipes.filter((pipe) => pipe.direction === direction));
  }

  /** Ends everything. */
  async close() {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

// The vanilla page on a server of its own: three files and the style sheet of the examples.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const read = (path) => readFileSync(new URL(path, import.meta.url));

const FILES = {
  '/': ['text/html; charset=utf-8', read('vanilla/index.html')],
  '/table.js': ['text/javascript; charset=utf-8', read('vanilla/table.js')],
  '/data.js': ['text/javascript; charset=utf-8', read('vanilla/data.js')],
  '/vango.css': ['text/css; charset=utf-8', read('../../examples/assets/vango.css')],
};

/** Serves it; returns the server, its address in `url`. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = request.url.split('?')[0];
    const [type, body] = FILES[path] ?? ['text/plain', 'not here'];
    response.writeHead(path in FILES ? 200 : 404, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.url = `http://127.0.0.1:${server.address().port}`;
  return server;
}

// The table by hand: what a browser has to do at least for each operation.
//
// Rows are clones of one template, reached by the shortest way; one listener hears all clicks; nothing is looked up
// that was known before. The data of new rows are there before the click (`prepare`): making them is no work of the
// page's.

import { newRows } from './data.js';

const body = document.querySelector('tbody');

const template = document.createElement('template');
template.innerHTML =
  '<tr><td> </td><td><a data-testid="select" href="#"> </a></td>' +
  '<td><a data-testid="remove" href="#" aria-label="remove">×</a></td></tr>';
const model = template.content.firstChild;

/** The rows that are shown, each with its element and the text node of its label. */
let rows = [];
let selected;
let lastId = 0;
let prepared = [];

/** Makes the data of the next `count` rows. */
window.prepare = (count) => {
  prepared = newRows(lastId, count);
};

function show({ id, label }) {
  const element = model.cloneNode(true);
  const first = element.firstChild;
  const text = first.nextSibling.firstChild.firstChild;
  first.firstChild.nodeValue = id;
  text.nodeValue = label;
  const row = { element, text, label };
  element.row = row;
  return row;
}

function append(count) {
  const fragment = document.createDocumentFragment();
  for (let at = 0; at < count; at++) {
    const row = show(prepared[at]);
    rows.push(row);
    fragment.appendChild(row.element);
  }
  body.appendChild(fragment);
  lastId += count;
}

function clear() {
  body.textContent = '';
  rows = [];
  selected = undefined;
}

function create(count) {
  clear();
  append(count);
}

const operations = {
  'create-1000': () => create(1000),
  'create-10000': () => create(10000),
  'append-1000': () => append(1000),
  update() {
    for (let at = 0; at < rows.length; at += 10) {
      const row = rows[at];
      row.text.nodeValue = row.label += ' !!!';
    }
  },
  swap() {
    if (rows.length <= 998) return;
    const [a, b] = [rows[1], rows[998]];
    const after = rows[999]?.element ?? null;
    body.insertBefore(b.element, rows[2].element);
    body.insertBefore(a.element, after);
    // The row that stood first of the two goes last.
    rows[1] = b;
    rows[998] = a;
  },
  clear,
  select(target) {
    selected?.element.classList.remove('danger');
    selected = target.closest('tr').row;
    selected.element.classList.add('danger');
  },
  remove(target) {
    const { row } = target.closest('tr');
    rows.splice(rows.indexOf(row), 1);
    if (selected === row) selected = undefined;
    row.element.remove();
  },
};

/** The server of the page that asks one; its port stands in the address. */
const echo = new URLSearchParams(location.search).get('echo');

if (echo) {
  // The floor of a page whose server decides: the click is told in as many bytes as ours, and what it changes is changed
  // when the answer has come. Nothing is encoded, numbered or timed.
  const { select } = operations;
  const told = new Uint8Array(7);
  const socket = new WebSocket(`ws://127.0.0.1:${echo}`);
  let clicked;
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => (document.documentElement.dataset.vango = 'online');
  socket.onmessage = ({ data }) => {
    if (new Uint8Array(data).length > 0) select(clicked);
  };
  operations.select = (target) => {
    clicked = target;
    socket.send(told);
  };
}

document.addEventListener('click', (event) => {
  const operation = operations[event.target.dataset.testid];
  if (!operation) return;
  event.preventDefault();
  operation(event.target);
});

// Rows as `bench-app-vango` makes them: the same ids get the same labels, so that both pages show the same table.

const ADJECTIVES = [
  'pretty', 'large', 'big', 'small', 'tall', 'short', 'long', 'handsome', 'plain', 'quaint', 'clean', 'elegant', 'easy',
  'angry', 'crazy', 'helpful', 'mushy', 'odd', 'unsightly', 'adorable', 'important', 'inexpensive', 'cheap', 'expensive',
  'fancy',
];
const COLOURS = ['red', 'yellow', 'blue', 'green', 'pink', 'brown', 'purple', 'brown', 'white', 'black', 'orange'];
const NOUNS = [
  'table', 'chair', 'house', 'bbq', 'desk', 'car', 'pony', 'cookie', 'sandwich', 'burger', 'pizza', 'mouse', 'keyboard',
];

function pick(words, id, salt) {
  const mixed = BigInt.asUintN(64, (BigInt(id) ^ salt) * 0x9e37_79b9_7f4a_7c15n) >> 33n;
  return words[Number(mixed % BigInt(words.length))];
}

/** `count` rows whose ids follow on `lastId`. */
export function newRows(lastId, count) {
  return Array.from({ length: count }, (_, at) => {
    const id = lastId + at + 1;
    return {
      id,
      label: `${pick(ADJECTIVES, id, 1n << 20n)} ${pick(COLOURS, id, 1n << 30n)} ${pick(NOUNS, id, 1n << 40n)}`,
    };
  });
}

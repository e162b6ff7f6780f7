import { damage } from './damage';

const text = 'p:mine vfs_read file=$arg1\n';

test('the same seed does the same damage', () => {
  expect(damage(text, 7)).toBe(damage(text, 7));
  expect(damage(Buffer.from(text), 7)).toEqual(damage(Buffer.from(text), 7));
});

test('nearly every seed does damage of its own', () => {
  const texts = new Set(Array.from({ length: 1000 }, (_, seed) => damage(text, seed)));
  const bytes = new Set(
    Array.from({ length: 1000 }, (_, seed) => Buffer.from(damage(Buffer.from(text), seed)).toString('hex')),
  );
  expect(texts.size).toBeGreaterThan(800);
  expect(bytes.size).toBeGreaterThan(800);
});

test('the input stays as it was', () => {
  const bytes = Buffer.from(text);
  for (let seed = 0; seed < 1000; seed++) damage(bytes, seed);
  expect(bytes.toString()).toBe(text);
});

test('an empty input is damaged too', () => {
  expect(Array.from({ length: 100 }, (_, seed) => damage('', seed)).some((damaged) => damaged !== '')).toBe(true);
  expect(damage(new Uint8Array(), 1)).toBeInstanceOf(Uint8Array);
});

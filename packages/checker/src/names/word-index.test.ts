import { WordIndex } from './word-index';

const names = ['__vfs_read', 'add_to_page_cache', 'filemap_add_folio', 'folio_add_folios', 'vfs_read', 'vfs_writes'];
const placesOf = (word: string) => [...new WordIndex(names).placesOf(word)];

describe('the index of words', () => {
  test('has the places of the names with a word in order', () => {
    expect(placesOf('vfs')).toEqual([0, 4, 5]);
    expect(placesOf('read')).toEqual([0, 4]);
  });

  test('takes the plural and the words of one family for one word, as often as a name has it', () => {
    expect(placesOf('write')).toEqual([5]);
    expect(placesOf('page')).toEqual([1, 2, 3, 3]);
    expect(placesOf('folio')).toEqual([]);
  });

  test('has no places for a word that says nothing, or that is in no name', () => {
    expect(placesOf('to')).toEqual([]);
    expect(placesOf('')).toEqual([]);
    expect(placesOf('tcp')).toEqual([]);
    expect([...new WordIndex([]).placesOf('vfs')]).toEqual([]);
  });

  test('leaves out clones and names of Rust', () => {
    expect([...new WordIndex(['_RNv_vfs_1', 'vfs_read', 'vfs_read.cold']).placesOf('vfs')]).toEqual([1]);
  });

  test('tells more pieces apart than it makes room for at first', () => {
    const many = Array.from({ length: 300_000 }, (_, at) => `a${at}x_get`);
    const index = new WordIndex(many);
    expect([...index.placesOf('a123456x')]).toEqual([123_456]);
    expect(index.placesOf('get')).toHaveLength(many.length);
  });
});

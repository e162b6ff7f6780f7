import { kernel } from '@tracefit/testing';
import { functionNamesOf } from './function-names';

const v510 = kernel('5.10', 'int vfs_read(int fd); int add_to_page_cache(int at); int tcp_sendpage(int at);');
const v61 = kernel('6.1', 'int filemap_add_folio(int at); int vfs_read(int fd);');

describe('the function names of several kernels', () => {
  const all = functionNamesOf([v510, v61]);

  test('are one sorted list, each once', () => {
    expect(all.names).toEqual(['add_to_page_cache', 'filemap_add_folio', 'tcp_sendpage', 'vfs_read']);
  });

  test('say by place which of them a kernel has', () => {
    expect(all.names.map((_, place) => all.on(v510)(place))).toEqual([true, false, true, true]);
    expect(all.names.map((_, place) => all.on(v61)(place))).toEqual([false, true, false, true]);
  });

  test('are found by what they are like', () => {
    expect(all.alike().like('add_page', () => true)).toEqual(['add_to_page_cache', 'filemap_add_folio']);
    expect(all.alike().like('add_page', (place) => place > 0)).toEqual(['filemap_add_folio']);
  });

  test('are none where there is no kernel', () => {
    expect(functionNamesOf([]).names).toEqual([]);
  });
});

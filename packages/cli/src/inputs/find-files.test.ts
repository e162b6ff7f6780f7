import fs from 'node:fs';
import { join } from 'node:path';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { findFiles } from './find-files';

function shown(names: readonly string[], cwd: string): readonly string[] {
  return findFiles(names, makeIo(cwd)).files.map((file) => file.shown);
}

describe('the files of a directory', () => {
  it('are all below it, in the order of their names, named from where the user stands', () => {
    const cwd = temporaryDirectory({ 'tools/b.bt': '', 'tools/a.bt': '', 'tools/net/tcp.bt': '', 'other.bt': '' });
    expect(shown(['tools'], cwd)).toEqual(['tools/a.bt', 'tools/b.bt', 'tools/net/tcp.bt']);
    expect(shown(['.'], join(cwd, 'tools'))).toEqual(['a.bt', 'b.bt', 'net/tcp.bt']);
  });

  it('come once, however often they are named', () => {
    const cwd = temporaryDirectory({ 'tools/a.bt': '' });
    expect(shown(['tools/a.bt', 'tools', './tools/../tools/a.bt'], cwd)).toEqual(['tools/a.bt']);
  });

  it('are without those a .gitignore leaves out, the nearest one having the last word', () => {
    const cwd = temporaryDirectory({
      '.git/HEAD': '',
      '.gitignore': 'build/\n*.tmp.bt\n',
      'tools/.gitignore': 'old.bt\n!kept.tmp.bt\n',
      'tools/a.bt': '',
      'tools/a.tmp.bt': '',
      'tools/kept.tmp.bt': '',
      'tools/old.bt': '',
      'tools/build/b.bt': '',
      'old.bt': '',
    });
    expect(shown(['tools'], cwd)).toEqual(['tools/.gitignore', 'tools/a.bt', 'tools/kept.tmp.bt']);
    expect(shown(['.'], cwd)).toEqual(['.gitignore', 'old.bt', 'tools/.gitignore', 'tools/a.bt', 'tools/kept.tmp.bt']);
  });

  it('are there where a left-out directory is named itself', () => {
    const cwd = temporaryDirectory({ '.git/HEAD': '', '.gitignore': 'build/\n', 'build/b.bt': '' });
    expect(shown(['build'], cwd)).toEqual(['build/b.bt']);
  });

  it('end where links go round', () => {
    const cwd = temporaryDirectory({ 'tools/a.bt': '', 'far/b.bt': '' });
    fs.symlinkSync('..', join(cwd, 'tools/up'));
    fs.symlinkSync('self', join(cwd, 'tools/self'));
    fs.symlinkSync('../far/b.bt', join(cwd, 'tools/linked.bt'));
    fs.symlinkSync('nowhere', join(cwd, 'tools/broken.bt'));
    const found = findFiles(['tools'], makeIo(cwd));
    expect(found.files.map((file) => file.shown)).toEqual(['tools/a.bt', 'tools/linked.bt']);
    expect(found.others).toBe(1);
    expect(found.unreadable).toEqual(['too many symbolic links: tools/self']);
  });

  it('that cannot be listed are said', () => {
    const cwd = temporaryDirectory({ 'tools/secret/a.bt': '', 'tools/b.bt': '' });
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES' });
    const readdirSync = ((path: string, options: { withFileTypes: true }) => {
      if (path.endsWith('secret')) throw denied;
      return fs.readdirSync(path, options);
    }) as typeof fs.readdirSync;
    const found = findFiles(['tools'], makeIo(cwd, { fs: { ...fs, readdirSync } }));
    expect(found.files.map((file) => file.shown)).toEqual(['tools/b.bt']);
    expect(found.unreadable).toEqual(['no permission: tools/secret']);
  });

  it('that are not there are said', () => {
    const cwd = temporaryDirectory();
    expect(findFiles(['a.bt', 'a\0b'], makeIo(cwd)).unreadable).toEqual([
      'no such file or directory: a.bt',
      'no possible path: a\0b',
    ]);
  });
});

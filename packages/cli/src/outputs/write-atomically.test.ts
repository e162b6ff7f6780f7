import fs from 'node:fs';
import { join } from 'node:path';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { writeAtomically } from './write-atomically';

describe('a file that is written', () => {
  it('takes the place of the old one', () => {
    const cwd = temporaryDirectory({ 'report.json': 'old' });
    writeAtomically(makeIo(cwd), 'report.json', 'new');
    expect(fs.readFileSync(join(cwd, 'report.json'), 'utf8')).toBe('new');
    expect(fs.readdirSync(cwd)).toEqual(['report.json']);
  });

  it('leaves the old one, and nothing else, where writing fails', () => {
    const cwd = temporaryDirectory({ 'report.json': 'old' });
    const renameSync = (() => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    }) as typeof fs.renameSync;
    expect(() => {
      writeAtomically(makeIo(cwd, { fs: { ...fs, renameSync } }), 'report.json', 'new');
    }).toThrow('no space left on the device: report.json');
    expect(fs.readFileSync(join(cwd, 'report.json'), 'utf8')).toBe('old');
    expect(fs.readdirSync(cwd)).toEqual(['report.json']);
  });

  it('goes through a link and keeps the link', () => {
    const cwd = temporaryDirectory({ 'real/report.json': 'old' });
    fs.symlinkSync('real/report.json', join(cwd, 'report.json'));
    writeAtomically(makeIo(cwd), 'report.json', 'new');
    expect(fs.readFileSync(join(cwd, 'real/report.json'), 'utf8')).toBe('new');
    expect(fs.lstatSync(join(cwd, 'report.json')).isSymbolicLink()).toBe(true);
  });

  it('can be put together from pieces', () => {
    const cwd = temporaryDirectory({});
    writeAtomically(makeIo(cwd), 'report.json', ['[', '1', ']']);
    expect(fs.readFileSync(join(cwd, 'report.json'), 'utf8')).toBe('[1]');
  });

  it('is named where a device is full', () => {
    expect(() => {
      writeAtomically(makeIo('/'), '/dev/full', 'new');
    }).toThrow('no space left on the device: /dev/full');
  });

  it('can be a device', () => {
    expect(() => {
      writeAtomically(makeIo('/'), '/dev/null', 'new');
    }).not.toThrow();
    expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

import { type KernelIdentity, UsageError } from '@tracefit/model';
import { damage } from '@tracefit/testing';
import { outsideKernels, selectTargets } from './select-targets';

function kernel(
  release: string,
  version: string,
  arch = 'x86_64',
  flavour = 'amd64',
  distro = 'debian',
): KernelIdentity {
  return { id: `${distro}/${release}`, release, distro, version, arch, flavour };
}

const kernels = [
  kernel('5.10.0-46-amd64', '5.10.262'),
  kernel('6.1.0-50-amd64', '6.1.176'),
  kernel('6.1.0-56-amd64', '6.1.192'),
  kernel('6.1.0-56-rt-amd64', '6.1.192', 'x86_64', 'rt-amd64'),
  kernel('6.12.117+deb13-amd64', '6.12.117'),
  kernel('6.12.117+deb13-arm64', '6.12.117', 'arm64', 'arm64'),
  kernel('7.3.4+deb13-amd64', '7.3.4'),
  { id: 'own/7.4.0-rc2', release: '7.4.0-rc2', version: '7.4-rc2', arch: 'x86_64' },
];

const select = (query: string): string[] => selectTargets(query, kernels).map(({ release }) => release);

const [bullseye, early, bookworm, realtime, trixie, arm, newest, candidate] = kernels.map(({ release }) => release);
const all = kernels.map(({ release }) => release);

describe('a target query', () => {
  it.each([
    ['all', all],
    ['debian/6.1.0-56-amd64', [bookworm]],
    ['6.1.0-56-amd64', [bookworm]],
    ['debian', all.slice(0, -1)],
    ['own, distro:debian and 7', [newest, candidate]],
    ['own/*', [candidate]],
    ['debian/6.1.*', [early, bookworm, realtime]],
    ['debian/6.1*', [early, bookworm, realtime, trixie, arm]],
    ['*-rt-*', [realtime]],
    ['6.1.0-5?-amd64', [early, bookworm]],
    ['6.1', [early, bookworm, realtime]],
    ['6', [early, bookworm, realtime, trixie, arm]],
    ['6.1.x', [early, bookworm, realtime]],
    ['6.1.176', [early]],
    ['>= 6.12', [trixie, arm, newest, candidate]],
    ['>=6.12', [trixie, arm, newest, candidate]],
    ['> 6.1', [trixie, arm, newest, candidate]],
    ['> 6.1.176', [bookworm, realtime, trixie, arm, newest, candidate]],
    ['<= 6.1', [bullseye, early, bookworm, realtime]],
    ['< 6.1', [bullseye]],
    ['= 6.1.192', [bookworm, realtime]],
    ['5.10 - 6.1', [bullseye, early, bookworm, realtime]],
    ['7.4', [candidate]],
    ['>= 7.4', [candidate]],
    ['latest', [candidate]],
    ['oldest', [bullseye]],
    ['last series', [candidate]],
    ['LAST 3 Series', [trixie, arm, newest, candidate]],
    ['arch:arm64', [arm]],
    ['arch:aarch64', [arm]],
    ['arch:amd64 and 6.12', [trixie]],
    ['flavour:rt-*', [realtime]],
    ['7.3, 5.10', [bullseye, newest]],
    ['6.1, not flavour:rt-amd64', [early, bookworm]],
    ['6.1 and not flavour:rt-amd64', [early, bookworm]],
    ['not 6.1 and flavour:rt-amd64', all.filter((release) => release !== realtime)],
    ['not >= 6.1', [bullseye]],
    ['debian >= 7', [newest]],
    ['>=5.10 <6.12', [bullseye, early, bookworm, realtime]],
    ['6.1 or 7.3', [early, bookworm, realtime, newest]],
    ['(5.10 or 6.1) not flavour:rt', [bullseye, early, bookworm]],
    ['not (5.10, 6.1)', [trixie, arm, newest, candidate]],
    ['flavour:rt', [realtime]],
    ['longterm', [bullseye, early, bookworm, realtime, trixie, arm]],
    ['= 6.12.117+deb13', [trixie, arm]],
    ['6.12.117+deb13-amd64', [trixie]],
    ['>= 7.4~rc1', [candidate]],
    ['~6.1', [early, bookworm, realtime]],
    ['^6.1 not flavour:rt', [early, bookworm, trixie, arm]],
    ['not 6.1, 6.1 and flavour:rt-amd64', all.filter((release) => release !== early && release !== bookworm)],
  ])('%s', (query, expected) => {
    expect(select(query)).toEqual(expected);
  });

  it('finds candidates of a series, and not above its first release', () => {
    const early = kernel('7.3-rc2-amd64', '7.3-rc2');
    expect([selectTargets('7.3', [early]), selectTargets('>= 7.3', [early])]).toEqual([[early], [early]]);
    expect(() => selectTargets('>= 7.3.0', [early])).toThrow(UsageError);
  });

  it('knows the queries that a configuration names, and those within them', () => {
    const fleets = { old: '5.10, 6.1 not flavour:rt', prod: 'fleet:old, latest', loop: 'fleet:loop' };
    const releases = (query: string) => selectTargets(query, kernels, { fleets }).map(({ release }) => release);
    expect(releases('fleet:prod')).toEqual([bullseye, early, bookworm, candidate]);
    expect(releases('fleet:prod >= 6')).toEqual([early, bookworm, candidate]);
    expect(() => releases('fleet:loop')).toThrow('the fleet is part of itself: loop');
    expect(() => releases('fleet:prd')).toThrow('no fleet of that name, there are: old, prod, loop: prd');
  });

  it('takes kernels in that are in no store, each once', () => {
    const own = { id: './vmlinuz', release: '6.6.30-mine', version: '6.6.30', arch: 'x86_64' };
    const outside = () => own;
    const query = '5.10, file:./vmlinuz, running';
    expect(outsideKernels(query)).toEqual([{ kind: 'file', path: './vmlinuz' }, { kind: 'running' }]);
    expect(selectTargets(query, kernels, { outside })).toEqual([kernels[0], own]);
    expect(selectTargets('file:./vmlinuz >= 6.6', kernels, { outside })).toEqual([own]);
  });

  it('does not take a kernel of unknown version for the latest', () => {
    const unknown = kernel('./vmlinuz', 'unknown');
    for (const query of ['latest', 'last series']) {
      expect(selectTargets(query, [...kernels, unknown]).map(({ release }) => release)).toEqual([candidate]);
    }
  });

  it.each([
    [
      'debian/6.1.0-57-amd64',
      'no kernel matches "debian/6.1.0-57-amd64", nearest: debian/6.1.0-50-amd64, debian/6.1.0-56-amd64',
    ],
    ['arch:arm46', 'no kernel matches "arch:arm46", nearest: arm64'],
    ['6.1.0-57-amd64', 'nearest: 6.1.0-50-amd64, 6.1.0-56-amd64'],
    ['flavour:cloud', 'no kernel matches "flavour:cloud", there are: amd64, rt-amd64, arm64'],
    ['>= 9', 'no kernel matches ">= 9", there are: debian/5.10.0-46-amd64, debian/6.1.0-50-amd64, .., '],
    ['6.1, 6.6', 'no kernel matches "6.6"'],
    ['6.1, not debain', 'no kernel matches "debain", nearest: debian'],
    ['6.1 and arch:arm64', 'no kernel matches "6.1 and arch:arm64"'],
    ['last 0 series', 'one series at least has to be asked for: last 0 series'],
    ['last -1 series', 'behind "last" a number of series is expected: last 3 series'],
    ['arch:', 'a name is missing behind the colon: arch:'],
    ['~ 6.1.0-56', 'the target term "~ 6.1.0-56" is neither a kernel\'s id nor a range of versions'],
    ['6.1, not 6.1', 'no kernel is left of the target query "6.1, not 6.1"'],
    ['', 'the target query is empty'],
    [' , ', 'the target query is empty'],
    ['6.1,', 'a term is missing beside "," in the target query "6.1,"'],
    ['not', 'a term is missing beside "not" in the target query "not"'],
    ['6.1 and', 'a term is missing beside "and" in the target query "6.1 and"'],
    ['>= sid', 'the target term ">= sid" is neither a kernel\'s id nor a range of versions'],
    ['>= 6.1.0-56', 'the target term ">= 6.1.0-56" is neither a kernel\'s id nor a range of versions'],
    ['6.1 6.12', 'no kernel matches "6.1 6.12"'],
    ['(6.1', 'a closing parenthesis is missing in the target query "(6.1"'],
    ['6.1)', 'an opening parenthesis is missing before ")" in the target query "6.1)"'],
    ['('.repeat(50), 'parentheses nest more than 20 deep'],
    ['fleet:prod', 'the configuration has no fleet of that name: prod'],
    ['file:vmlinuz', 'only kernels of stores can be selected here: file:vmlinuz'],
    ['5.10 and longterm and 7', 'no kernel matches "5.10 and longterm and 7"'],
    ['x'.repeat(10_001), 'the target query is longer than 10000 characters'],
  ])('%s is refused', (query, message) => {
    expect(() => select(query)).toThrow(UsageError);
    expect(() => select(query)).toThrow(message);
  });

  it('selects or is refused, whatever it is', () => {
    const wrong = [];
    for (let seed = 0; seed < 2000; seed++) {
      try {
        selectTargets(damage('debian/6.1*, >= 6.12 and arch:arm64, not flavour:rt-amd64, 5.10 - 6.6', seed), kernels);
      } catch (error) {
        if (!(error instanceof UsageError)) wrong.push({ seed, error });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes no more time for a name full of stars', () => {
    const long = { ...kernel('6.1.0-56-amd64', '6.1.192'), id: 'a'.repeat(5000) };
    const started = process.cpuUsage();
    expect(() => selectTargets(`${'*a'.repeat(2000)}b`, [long])).toThrow(UsageError);
    expect(process.cpuUsage(started).user).toBeLessThan(2e6);
  });
});

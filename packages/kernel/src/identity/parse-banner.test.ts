import { parseBanner } from './parse-banner';

const LD = 'GNU ld (GNU Binutils for Debian) 2.44';

/** A banner, and release, version, distribution, flavour and compiler in it. */
const banners: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, ' +
      'GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)',
    { release: '6.1.0-56-amd64', version: '6.1.192', distro: 'debian', flavour: 'amd64', compiler: 'gcc 12.2.0' },
  ],
  [
    'Linux version 5.10.0-46-amd64 (debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110, ' +
      'GNU ld (GNU Binutils for Debian) 2.35.2) #1 SMP Debian 5.10.262-1 (2026-07-31)',
    { release: '5.10.0-46-amd64', version: '5.10.262', distro: 'debian', flavour: 'amd64', compiler: 'gcc 10.2.1' },
  ],
  [
    'Linux version 6.12.117+deb13-cloud-amd64 (debian-kernel@lists.debian.org) (x86_64-linux-gnu-gcc-14 (Debian ' +
      `14.2.0-19) 14.2.0, ${LD}) #1 SMP PREEMPT_DYNAMIC Debian 6.12.117-1 (2026-11-12)`,
    {
      release: '6.12.117+deb13-cloud-amd64',
      version: '6.12.117',
      distro: 'debian',
      flavour: 'cloud-amd64',
      compiler: 'gcc 14.2.0',
    },
  ],
  [
    'Linux version 7.3-amd64 (debian-kernel@lists.debian.org) (x86_64-linux-gnu-gcc-16 (Debian 16.2.0-3) 16.2.0, ' +
      'GNU ld (GNU Binutils for Debian) 2.47) # SMP PREEMPT_DYNAMIC Debian 7.3~rc7-1~exp1 (2026-10-16)',
    { release: '7.3-amd64', version: '7.3-rc7', distro: 'debian', flavour: 'amd64', compiler: 'gcc 16.2.0' },
  ],
  [
    'Linux version 6.8.0-31-generic (buildd@lcy02-amd64-080) (x86_64-linux-gnu-gcc-13 (Ubuntu 13.2.0-23ubuntu4) 13.2.0, ' +
      'GNU ld (GNU Binutils for Ubuntu) 2.42) #31-Ubuntu SMP PREEMPT_DYNAMIC Sat Apr 20 00:40:06 UTC 2024 ' +
      '(Ubuntu 6.8.0-31.31-generic 6.8.1)',
    { release: '6.8.0-31-generic', version: '6.8.1', distro: 'ubuntu', flavour: 'generic', compiler: 'gcc 13.2.0' },
  ],
  [
    'Linux version 6.11.4-301.fc41.x86_64 (mockbuild@0e1c65a) (gcc (GCC) 14.2.1 20240912 (Red Hat 14.2.1-3), GNU ld ' +
      'version 2.43.1-2.fc41) #1 SMP PREEMPT_DYNAMIC Sun Oct 20 15:02:33 UTC 2024',
    { release: '6.11.4-301.fc41.x86_64', version: '6.11.4', distro: 'fedora', compiler: 'gcc 14.2.1' },
  ],
  [
    'Linux version 7.0.0-rc2 (build@host) (Debian clang version 19.1.7 (3), Debian LLD 19.1.7) #1 SMP Mon Mar 2 2026',
    { release: '7.0.0-rc2', version: '7.0-rc2', compiler: 'clang 19.1.7' },
  ],
];

describe('the banner of a kernel', () => {
  test.each(banners)('%s', (banner, identity) => {
    expect(parseBanner(`${banner}\n`)).toEqual({ ...identity, banner });
  });

  test.each(['', 'Linux', 'Linux version', `Linux version ${'6'.repeat(2000)}`])('is not %j', (text) => {
    expect(parseBanner(text)).toBeUndefined();
  });

  test('with unbalanced parentheses tells what it still can', () => {
    expect(parseBanner('Linux version 6.1.0 ))) (gcc ((((( 12.2.0')).toMatchObject({
      release: '6.1.0',
      version: '6.1.0',
    });
  });
});

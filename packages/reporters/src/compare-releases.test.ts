import { compareReleases } from './compare-releases';

describe('the order of releases', () => {
  it.each([
    ['6.9', '6.12'],
    ['6.1', '6.1.1'],
    ['6.1-rc3', '6.1'],
    ['6.1-rc3', '6.1.1'],
    ['6.1-rc3', '6.1-rc10'],
    ['5.10.0-46-amd64', '5.10.0-46-cloud-amd64'],
    ['6.12.41+deb13-amd64', '6.12.117+deb13-amd64'],
  ])('has %s before %s', (older, newer) => {
    expect([compareReleases(older, newer), compareReleases(newer, older)]).toEqual([-1, 1]);
  });

  it('finds equal what is equal', () => {
    expect(compareReleases('6.1.0-56-amd64', '6.1.0-56-amd64')).toBe(0);
  });
});

import { template } from '.';

const context = { progress: () => undefined, maxUnpacked: 1 << 20 };

describe('the template', () => {
  it('reads the names of modules, one a line', async () => {
    const file = { path: 'x._template', bytes: new TextEncoder().encode('ext4\nbtrfs\n') };
    expect(template.detect(file)).toBe(true);
    expect((await template.read(file, context)).modules).toEqual(['ext4', 'btrfs']);
  });
});

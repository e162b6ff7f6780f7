import { parseConfigText } from './config-text';

describe('parseConfigText', () => {
  it('reads what is set, strings without their quotes', () => {
    const text = [
      '# Linux/x86 6.12.117 Kernel Configuration',
      'CONFIG_KPROBES=y',
      'CONFIG_EXT4_FS=m',
      '# CONFIG_KPROBE_EVENTS_ON_NOTRACE is not set',
      'CONFIG_HZ=250',
      'CONFIG_LSM="landlock,lockdown,bpf"',
      'CONFIG_CMDLINE="a \\"quoted\\" word"',
      'CONFIG_EMPTY=""',
    ].join('\r\n');
    expect(parseConfigText(text)).toEqual({
      CONFIG_KPROBES: 'y',
      CONFIG_EXT4_FS: 'm',
      CONFIG_HZ: '250',
      CONFIG_LSM: 'landlock,lockdown,bpf',
      CONFIG_CMDLINE: 'a "quoted" word',
      CONFIG_EMPTY: '',
    });
  });

  it('leaves out lines that set nothing', () => {
    expect(parseConfigText('=y\nCONFIG=y\nconfig_x=y\nCONFIG_A B=y\n__proto__=y\n')).toEqual({});
  });
});

import { replaceTable } from './marked-table';

describe('the table in a file', () => {
  it('ends its lines as the file does, and stays what it is', () => {
    const made = replaceTable('# Tools\r\n', '| a |\n| - |');
    expect(made.replaceAll('\r\n', '')).not.toContain('\n');
    expect(replaceTable(made, '| a |\n| - |')).toBe(made);
    expect(replaceTable('# Tools\n', '| a |')).not.toContain('\r');
  });
});

import { defineRule } from './define-rule';
import { fillMessage } from './message';

const shape = {
  id: 'arg-missing',
  title: 'The probe reads an argument the function does not have',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  messages: { missing: '`{func}` has no argument {number}' },
  help: 'Read something else.',
} as const;

describe('a rule', () => {
  test('reads the facts it needs', () => {
    const rule = defineRule({
      ...shape,
      needs: ['proto'],
      check({ func, index, span, proto }, report) {
        if (index >= proto.params.length) report('missing', span, { func, number: index + 1 });
      },
    });
    expect(rule.needs).toEqual(['proto']);
  });

  test('does not compile where it reads a fact it does not need', () => {
    const rule = defineRule({
      ...shape,
      needs: [],
      check(subject, report) {
        // @ts-expect-error -- `proto` is not among the needs, so it is not there to be read
        report('missing', subject.span, { func: subject.func, number: typeof subject.proto });
      },
    });
    expect(rule.needs).toEqual([]);
  });

  test('does not compile where it needs a fact that its subject does not have', () => {
    const rule = defineRule({
      ...shape,
      // @ts-expect-error -- an argument has no fields of an event
      needs: ['fields'],
      check: () => undefined,
    });
    expect(rule.on).toBe('arg');
  });

  test('does not compile where a message has no such hole, or does not exist', () => {
    const rule = defineRule({
      ...shape,
      needs: [],
      check({ func, index, span }, report) {
        // @ts-expect-error -- the hole is called `number`
        report('missing', span, { func, index });
        // @ts-expect-error -- the hole `number` is left open
        report('missing', span, { func });
        // @ts-expect-error -- there is no message of that name
        report('mising', span, { func, number: index });
      },
    });
    expect(Object.keys(rule.messages)).toEqual(['missing']);
  });
});

describe('a message', () => {
  test('takes the values for its holes', () => {
    expect(fillMessage('`{func}` has no argument {number}', { func: 'vfs_rmdir', number: 4 })).toBe(
      '`vfs_rmdir` has no argument 4',
    );
  });
});

import { typesOf } from '../../test/build-image';
import { byteOffsetOf, placeOf } from './struct-layout';

const CALL = typesOf(`
  struct trace_event_call {
    void *class;
    union {
      const char *name;
      struct { void *tp; int refcount; };
    };
    unsigned int enabled : 1;
    unsigned int flags : 7;
  };
`).struct('trace_event_call');

describe('the places of members', () => {
  if (!CALL) throw new Error('the struct of this test is not C');

  it('are found through anonymous structs and unions', () => {
    expect(byteOffsetOf(CALL, 'name')).toBe(8);
    expect(byteOffsetOf(CALL, 'tp')).toBe(8);
    expect(byteOffsetOf(CALL, 'refcount')).toBe(16);
  });

  it('have no byte offset where they are bit fields', () => {
    expect(placeOf(CALL, 'flags')).toMatchObject({ bitOffset: 24 * 8 + 1, bitSize: 7 });
    expect(byteOffsetOf(CALL, 'enabled')).toBeUndefined();
    expect(byteOffsetOf(CALL, 'no_such_member')).toBeUndefined();
  });
});

import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v510 = kernel(
  '5.10',
  'struct sk_buff { long cb[2]; unsigned int len; unsigned int data_len; }; int ip_rcv(struct sk_buff *skb);',
);
const v61 = kernel(
  '6.1',
  'struct sk_buff { long cb; unsigned int len; unsigned int data_len; long more; }; int ip_rcv(struct sk_buff *skb);',
);

export const cases = testRule(rule, [
  {
    name: 'finds a member that lies elsewhere, and says where',
    trace: 'p ip_rcv len=+0x10(%di):u32',
    kernels: [v510, v61],
    writtenFor: v510,
    findings: ['1:14 `+0x10(%di)` is not `struct sk_buff.len` on 6.1'],
    evidence: [
      'expected: struct sk_buff.len on 5.10',
      'actual: it is `struct sk_buff.more`; `struct sk_buff.len` is at `+0x8(%di)` on 6.1',
      'elsewhere: struct sk_buff.len on 5.10',
    ],
    fix: ['Where `struct sk_buff.len` is at `+0x8(%di)`, read that.'],
    effect: 'error wrong-data',
  },
  {
    name: 'follows chained offsets from pointer to pointer',
    trace: 'p ip_rcv t=+0x8(+0x0(%di)):u32',
    kernels: [
      kernel(
        '5.10',
        'struct net_device { long flags; int mtu; }; struct sk_buff { struct net_device *dev; }; int ip_rcv(struct sk_buff *skb);',
      ),
      kernel(
        '6.1',
        'struct net_device { int mtu; int flags; long type; }; struct sk_buff { struct net_device *dev; }; int ip_rcv(struct sk_buff *skb);',
      ),
    ],
    writtenFor: kernel(
      '5.10',
      'struct net_device { long flags; int mtu; }; struct sk_buff { struct net_device *dev; }; int ip_rcv(struct sk_buff *skb);',
    ),
    findings: ['1:12 `+0x8(+0x0(%di))` is not `struct sk_buff.dev->mtu` on 6.1'],
    evidence: [
      'expected: struct sk_buff.dev->mtu on 5.10',
      'actual: it is `struct sk_buff.dev->type`; `struct sk_buff.dev->mtu` is at `+0x0(+0x0(%di))` on 6.1',
      'elsewhere: struct sk_buff.dev->mtu on 5.10',
    ],
  },
  {
    name: 'tells that the kernels do not agree about what lies there',
    trace: 'p ip_rcv len=+0x10(%di):u32',
    kernels: [v510, v61],
    findings: ['1:14 `+0x10(%di)` is not the same member on all these kernels on 5.10, 6.1'],
    evidence: ['actual: it is `struct sk_buff.len` on 5.10', 'actual: it is `struct sk_buff.more` on 6.1'],
  },
  {
    name: 'cannot tell where nothing says what is meant',
    trace: 'p ip_rcv len=+0x10(%di):u32',
    kernels: [v510, v510],
    findings: [],
    unchecked: ['what lies 16 bytes into the value is not said by the script, so it cannot be judged'],
  },
]);

import type { Condition, Span } from '@tracefit/model';
import type { Oracle } from '../../explore';

type Version = Extract<Condition, { kind: 'version' }>;

/** Asks an oracle only those questions about the version that do not follow from what it answered before. */
export function createVersionOracle(oracle: Oracle): Pick<Oracle, 'decide'> {
  const answered: { readonly asked: Version; readonly holds: boolean }[] = [];
  return { decide };

  function decide(condition: Condition, span: Span): boolean {
    switch (condition.kind) {
      case 'not':
        return !decide(condition.of, span);
      case 'all':
        return condition.of.every((part) => decide(part, span));
      case 'any':
        return condition.of.some((part) => decide(part, span));
      case 'version': {
        const known = answered
          .map((each) => follows(each.asked, each.holds, condition))
          .find((each) => each !== undefined);
        if (known !== undefined) return known;
        const holds = oracle.decide(condition, span);
        answered.push({ asked: condition, holds });
        return holds;
      }
      default:
        return oracle.decide(condition, span);
    }
  }
}

/** What the answer to one question says to another; only `>=` and `>` are compared. */
function follows(asked: Version, holds: boolean, next: Version): boolean | undefined {
  if (!/^>=?$/.test(asked.op) || !/^>=?$/.test(next.op)) return undefined;
  const order = compare(next, asked);
  if (holds && order <= 0) return true;
  return !holds && order >= 0 ? false : undefined;
}

/** Which of two questions asks for the later version; `>` asks for a later one than `>=`. */
function compare(left: Version, right: Version): number {
  const [a, b] = [left, right].map(({ version, op }) => [...version.split('.').map(Number), Number(op === '>')]);
  const at = a?.findIndex((part, index) => part !== b?.[index]) ?? -1;
  return at < 0 ? 0 : (a?.[at] ?? 0) - (b?.[at] ?? 0);
}

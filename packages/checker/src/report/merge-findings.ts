import type { Candidate, Finding } from '@tracefit/model';

/**
 * The same sentence about the same place is one finding, of several attach points that share a body, or of two rules that
 * tell together why none of a list is there: its kernels and evidence are put together, and it belongs to the first of them.
 */
export function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const { line, column, message, severity, effect } = finding;
    const key = [line, column, message, severity, effect].join('\n');
    const before = merged.get(key);
    merged.set(key, before ? merge(before, finding) : finding);
  }
  return [...merged.values()];
}

function merge(a: Finding, b: Finding): Finding {
  const targets = union(a.targets, b.targets);
  // Where one fits and the other does not, the place as a whole does not.
  const evidence = mergeByText([...a.evidence, ...b.evidence]).flatMap((each) => {
    if (each.kind !== 'elsewhere') return [each];
    const on = each.targets.filter((target) => !targets.includes(target));
    return on.length === 0 ? [] : [{ ...each, targets: on }];
  });
  const { edits, ...rest } = a;
  const isSame = JSON.stringify(edits) === JSON.stringify(b.edits);
  const candidates = mergeCandidates([...a.candidates, ...b.candidates]);
  const prototypes = mergeByText([...(a.prototypes ?? []), ...(b.prototypes ?? [])]);
  return {
    ...rest,
    targets,
    evidence,
    ...(prototypes.length > 0 ? { prototypes } : {}),
    candidates,
    ...(edits && isSame ? { edits } : {}),
  };
}

/** What was seen of one kind in the same words, once, with all its kernels. */
function mergeByText<
  Seen extends { readonly kind?: string; readonly text: string; readonly targets: readonly string[] },
>(seen: readonly Seen[]): readonly Seen[] {
  const merged = new Map<string, Seen>();
  for (const each of seen) {
    const key = `${each.kind ?? ''} ${each.text}`;
    const before = merged.get(key);
    merged.set(key, before ? { ...each, targets: union(before.targets, each.targets) } : each);
  }
  return [...merged.values()];
}

/** Each name once, with its best score, best first. */
export function mergeCandidates(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, number>();
  for (const { name, score } of candidates) best.set(name, Math.max(score, best.get(name) ?? 0));
  return [...best].map(([name, score]) => ({ name, score })).sort((a, b) => b.score - a.score);
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}

import type { PathStep, Probe, Span, Use } from '@tracefit/model';

/**
 * Names that a macro, a replacement or a sum of texts made stand nowhere as they are: their places become ones without
 * length, where what made them stands.
 */
export function fitPlaces(probe: Probe, text: string): Probe {
  const { attach } = probe;
  const names = [attach.module ?? '', ...attach.name.split(':')];
  const span = fit(attach.span, names, text);
  return { ...probe, attach: { ...attach, span }, uses: probe.uses.map((use) => fitUse(use, text)) };
}

function fitUse(use: Use, text: string): Use {
  if (use.kind !== 'value') return use;
  const { base, baseSpan, expected, path } = use;
  return {
    ...use,
    baseSpan: fit(baseSpan, 'name' in base ? [base.name] : [], text),
    ...(expected ? { expected: { ...expected, span: fit(expected.span, [expected.name ?? ''], text) } } : {}),
    path: path.map((step): PathStep => {
      return step.kind === 'member' ? { ...step, span: fit(step.span, [step.name], text) } : step;
    }),
  };
}

function fit(span: Span, names: readonly string[], text: string): Span {
  const { source } = span;
  const from = span.column - 1;
  const there = source ? source.text.slice(from, from + (source.length ?? Infinity)) : text.slice(span.start, span.end);
  if (names.every((name) => there.includes(name))) return span;
  return source ? { ...span, source: { ...source, length: 0 } } : { ...span, end: span.start };
}

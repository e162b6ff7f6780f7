import { element } from './element';

/** A prototype with the parts that another one does not have marked. */
export function markedPrototype(text: string, other: string | undefined): HTMLElement {
  const made = element('code', { class: 'proto' });
  const parts = splitPrototype(text);
  const known = other === undefined ? undefined : new Set(splitPrototype(other).params);
  made.append(parts.head);
  for (const [at, param] of parts.params.entries()) {
    if (at > 0) made.append(', ');
    made.append(known === undefined || known.has(param) ? param : element('mark', {}, param));
  }
  made.append(parts.tail);
  return made;
}

interface Prototype {
  readonly head: string;
  readonly params: readonly string[];
  readonly tail: string;
}

/** Splits a declaration at the commas of its parameters, those inside a parameter's own parentheses left alone. */
function splitPrototype(text: string): Prototype {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return { head: text, params: [], tail: '' };
  const params: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = from; at < close; at++) {
    const char = text[at];
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char !== ',' || depth > 0) continue;
    params.push(text.slice(from, at).trim());
    from = at + 1;
  }
  params.push(text.slice(from, close).trim());
  return { head: text.slice(0, open + 1), params, tail: text.slice(close) };
}

/**
 * Control characters (C0, C1, DEL), line and paragraph separators, halves of surrogate pairs, and the invisible
 * characters that reorder or hide text. What a user feeds in must not steer the terminal it is shown on.
 */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text of foreign origin as it can be shown on one line: what would steer a terminal is spelled out (`\x1b`, `\u202e`). */
export function visibleText(text: string): string {
  return text.replace(unsafe, spellOut);
}

/** The same for JSON text, in JSON's own escapes, so that the value stays what it was. Line ends stay. */
export function visibleJson(json: string): string {
  return json.replace(unsafe, (char) => (char === '\n' ? char : `\\u${hex(char, 4)}`));
}

function spellOut(char: string): string {
  return short[char] ?? (char <= '\u00ff' ? `\\x${hex(char, 2)}` : `\\u${hex(char, 4)}`);
}

function hex(char: string, digits: number): string {
  return char.charCodeAt(0).toString(16).padStart(digits, '0');
}

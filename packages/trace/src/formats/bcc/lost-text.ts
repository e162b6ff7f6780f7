import { givenWord, hasUnknown, unknownWord } from './run/value';

/** What a tool attaches to where its user writes that on the command line. */
export const givenPoint = 'what this attaches to is given on the command line of the tool';

/** What a handler does where its user writes a part of that on the command line. */
export const givenCode = 'a part of the C text is given on the command line of the tool';

const lostCode = 'a part of the C text is not known';

/** Whether a reason says that the user of the tool decides. */
export function isGivenReason(reason: string): boolean {
  return reason === givenPoint || reason === givenCode;
}

/**
 * Where a statement or a declaration may begin: parts that are not known and stand there are whole ones. A brace behind a `=`
 * holds values.
 */
const lostStatement = new RegExp(`(?<=^|[;}\\n][ \\t]*|\\)\\s*\\{[ \\t]*)(?:${unknownWord}|${givenWord})`, 'g');

/** C text without the statements that are not known, of the same length; `unknown` says that there were some. */
export function withoutLost(text: string): { readonly text: string; readonly unknown?: string } {
  if (!hasUnknown(text)) return { text };
  let lost: string | undefined;
  const known = text.replace(lostStatement, (word) => {
    if (lost !== lostCode) lost = word === givenWord ? givenCode : lostCode;
    return ' '.repeat(word.length);
  });
  return { text: known, ...(lost === undefined ? {} : { unknown: lost }) };
}

import { readC, type CProgram } from '../../c/read-c';
import { spanInFile, type SourceText } from '../../c/source-text';
import type { Oracle } from '../../explore';
import type { SpanMaker } from '../../span-maker';

/** Reads the C text of a program on one run through a script; `known` is the text without what of it is not known. */
export type ProgramReader = (text: SourceText, known: string, defines: readonly string[], oracle: Oracle) => CProgram;

/** A test in C text, and how it was answered. */
interface Answered {
  readonly ask: (oracle: Oracle) => boolean | undefined;
  readonly answer: boolean | undefined;
}

interface ReadProgram {
  readonly pieces: SourceText['pieces'];
  readonly answered: readonly Answered[];
  readonly program: CProgram;
}

/**
 * Most runs through a script come to C text that others came to before: that is read once for all where its tests come out alike.
 *
 * @param ownNames names that the script itself defines as macros in some cases
 */
export function programReader(spans: SpanMaker, ownNames: ReadonlySet<string>): ProgramReader {
  const read = new Map<string, ReadProgram[]>();
  return (text, known, defines, oracle) => {
    // A file beside the script may define more of them.
    const key = JSON.stringify([known, defines, ownNames.size]);
    const before = read.get(key) ?? [];
    read.set(key, before);
    const same = before.find(({ pieces, answered }) => isSame(pieces, text.pieces) && comesOutAlike(answered, oracle));
    if (same) return same.program;
    const answered: Answered[] = [];
    const note = <T extends boolean | undefined>(ask: (oracle: Oracle) => T): T => {
      const answer = ask(oracle);
      answered.push({ ask, answer });
      return answer;
    };
    const noting: Oracle = {
      decide: (condition, span) => note((asked) => asked.decide(condition, span)),
      known: (condition) => note((asked) => asked.known(condition)),
    };
    const program = readC(known, { defines, ownNames, headers: true, oracle: noting }, ({ start, end }) =>
      spanInFile(text, start, end, spans),
    );
    before.push({ pieces: text.pieces, answered, program });
    return program;
  };
}

/** Asks what reading the text would ask, in the same order, up to what is answered otherwise. */
function comesOutAlike(answered: readonly Answered[], oracle: Oracle): boolean {
  return answered.every(({ ask, answer }) => ask(oracle) === answer);
}

function isSame(a: SourceText['pieces'], b: SourceText['pieces']): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every(({ at, length, start, end }, index) => {
      const other = b[index];
      return other?.at === at && other.length === length && other.start === start && other.end === end;
    })
  );
}

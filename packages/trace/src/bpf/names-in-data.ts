import { FormatError, readElf, SHT } from '@tracefit/btf';

/** Names of functions that people attach to have words with underscores between them. */
const functionName = /(?<=^|\0)_*[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?=\0)/g;
const longest = 64;

/** Go programs have tens of megabytes of data, and end no text with a NUL. */
const maxData = 16_000_000;

/** `SHF_EXECINSTR` */
const executable = 4n;

/**
 * Texts in the data of a program that look like names of functions, apart from what lies in the BPF objects it carries. Tables of them
 * are how a program chooses where to attach (`fsdist` of BCC's libbpf-tools).
 */
export function namesInData(carrier: Uint8Array, object: Uint8Array): readonly string[] {
  try {
    const from = object.byteOffset - carrier.byteOffset;
    const names = new Set<string>();
    const inData = readElf(carrier).sections.filter(
      ({ type, addr, flags, size }) =>
        type === SHT.PROGBITS && addr > 0n && (flags & executable) === 0n && size <= maxData,
    );
    for (const { offset, bytes } of inData) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      for (const { 0: name, index } of text.matchAll(functionName)) {
        const at = offset + index;
        const isInside = at >= from && at < from + object.length;
        if (name.length > longest || isInside) continue;
        names.add(name);
        // A linker keeps a text that is the end of another only there.
        names.add(name.replace(/^_+/, ''));
      }
    }
    return [...names].sort();
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
}

/** Words of a program's name that say when it runs, and nothing of where. */
const moments: ReadonlySet<string> = new Set([
  'dummy', 'entry', 'enter', 'exit', 'fentry', 'fexit', 'handle', 'kprobe', 'kretprobe', 'probe', 'return', 'ret', 'trace',
]); // prettier-ignore

/** Those of the names that have the words of a program's own name, all but a quarter of them. */
export function namesLike(program: string, names: readonly string[]): readonly string[] {
  const words = program.split('_').filter((word) => word !== '' && !moments.has(word));
  if (words.length === 0) return [];
  return names.filter((name) => {
    const theirs = new Set(name.split('_'));
    return words.filter((word) => theirs.has(word)).length * 4 >= words.length * 3;
  });
}

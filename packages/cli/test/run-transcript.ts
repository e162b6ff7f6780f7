import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { main } from '../src/main';
import { makeIo } from './make-io';

/**
 * Runs the commands of a transcript: lines that begin with `$ tracefit` or `$ npx tracefit` in blocks of `console`. A word in front sets a
 * variable of the environment (`$ NO_COLOR=1 tracefit ...`), `< FILE` at the end is the standard input.
 *
 * @returns the transcript with what the commands really write, both streams as they come, and `[CODE]` where the exit
 *   code is not 0
 */
export async function runTranscript(
  text: string,
  cwd: string,
  bundledStore = resolve(cwd, 'bundled/kernels.tfs'),
): Promise<string> {
  const lines: string[] = [];
  let inBlock = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) inBlock = line === '```console';
    const output = inBlock && !line.startsWith('```') && !line.startsWith('$ ');
    if (!output) lines.push(line);
    if (inBlock && line.startsWith('$ ')) lines.push(...(await runCommand(line.slice(2), cwd, bundledStore)));
  }
  return lines.join('\n');
}

async function runCommand(line: string, cwd: string, bundledStore: string): Promise<readonly string[]> {
  const words = splitWords(line);
  const env: Record<string, string> = {};
  while (words[0]?.includes('=') === true) {
    const [name = '', value = ''] = words.shift()?.split('=') ?? [];
    env[name] = value;
  }
  if (words[0] === 'npx') words.shift();
  if (words.shift() !== 'tracefit') throw new Error(`not a command of tracefit: ${line}`);
  const from = words.at(-2) === '<' ? words.splice(-2)[1] : undefined;
  let written = '';
  const output = { isTTY: false, write: (text: string) => void (written += text) };
  const io = makeIo(cwd, {
    env,
    stdout: output,
    stderr: output,
    bundledStore,
    ...(from !== undefined && { input: readFileSync(resolve(cwd, from)) }),
  });
  const code = await main(words, io);
  // How well a store packs is not what a transcript is about.
  const stable = written.replaceAll(cwd, 'DIR').replace(/, \d+ bytes( left)?$/gm, ', N bytes$1');
  const lines = stable.split('\n').slice(0, -1);
  return code === 0 ? lines : [...lines, `[${code}]`];
}

/** As a shell does, as far as it is needed: words at blanks, quotes around a word. */
function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

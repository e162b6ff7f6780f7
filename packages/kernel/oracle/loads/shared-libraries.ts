import { execFileSync } from 'node:child_process';

/** The files that the dynamic linker loads for a program, the linker itself among them. */
export function sharedLibraries(program: string): readonly string[] {
  const text = execFileSync('ldd', [program], { encoding: 'utf8' });
  return text.split('\n').flatMap((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

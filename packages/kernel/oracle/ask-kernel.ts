import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootKernel } from './boot-kernel';
import type { GuestModule } from './boot-kernel';
import type { Answers } from './boot-machine';
import { questionLine } from './questions';
import type { Question } from './questions';

/** Boots a kernel with the questions, or takes the answers that it gave to the same questions before. */
export async function askKernel(
  image: { readonly path: string; readonly release: string; readonly arch: string },
  questions: readonly Question[],
  modules: readonly GuestModule[],
  options: { readonly minutes: number; readonly answers: string | undefined; readonly busybox: string },
): Promise<Answers> {
  const { path, release, arch } = image;
  const lines = questions.map(questionLine);
  const name = modules.length === 0 ? release : `${release}-modules`;
  const kept = options.answers === undefined ? undefined : join(options.answers, name);
  if (kept !== undefined && existsSync(join(kept, 'questions'))) {
    if (readFileSync(join(kept, 'questions'), 'utf8') === lines.join('\n')) return readAnswers(kept);
  }
  const answers = await bootKernel({
    ...{ image: path, arch, busybox: options.busybox },
    ...{ questions: lines, modules, seconds: options.minutes * 60 },
  });
  const booted = answers.get('release')?.trim();
  if (booted !== release) throw new Error(`${path} says it is ${release}, but booted as ${booted ?? 'unknown'}`);
  if (kept !== undefined) keepAnswers(kept, lines, answers);
  return answers;
}

function readAnswers(directory: string): Answers {
  const parts = readdirSync(directory).filter((name) => name !== 'questions');
  return new Map(parts.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

/** The questions last: they say that the answers are whole. */
function keepAnswers(directory: string, lines: readonly string[], answers: Answers): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of answers) writeFileSync(join(directory, name), text);
  writeFileSync(join(directory, 'questions'), lines.join('\n'));
}

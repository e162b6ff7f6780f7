import { dirname } from 'node:path';
import { UsageError, type TraceFile } from '@tracefit/model';
import { readTraces } from '../src/inputs/read-traces';
import type { Io } from '../src/io';
import type { InstalledPackage } from './package-files';

/** One file of a package, and what it was read as. */
export interface CorpusFile {
  readonly path: string;
  /** Several where a program carries several objects; none where it is no trace definition. */
  readonly traces: readonly TraceFile[];
  /** Why nothing was read. */
  readonly answer?: string;
  /** Milliseconds of processor time. */
  readonly time: number;
}

/** Reads every file of a package, as if each had been named to the command. */
export async function readCorpus({ files }: InstalledPackage, io: Io): Promise<readonly CorpusFile[]> {
  const read: CorpusFile[] = [];
  // Tools name files of their package by where it puts them.
  const roots = [
    ...new Set(files.map((file) => dirname(file)).filter((directory) => directory.startsWith('/usr/share/'))),
  ];
  for (const path of files) {
    const start = process.cpuUsage();
    const { traces, answer } = await readOne(path, roots, io);
    const { user, system } = process.cpuUsage(start);
    read.push({ path, traces, time: (user + system) / 1000, ...(answer === undefined ? {} : { answer }) });
  }
  return read;
}

async function readOne(path: string, roots: readonly string[], io: Io): Promise<Pick<CorpusFile, 'traces' | 'answer'>> {
  try {
    return await readTraces([path], { stdinName: '-', roots }, io);
  } catch (error) {
    if (error instanceof UsageError) return { traces: [], answer: error.message.replace(/: \/.*/, '') };
    throw error;
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { fixtureFiles } from './fixture-kernels';
import { runTranscript } from './run-transcript';
import { temporaryDirectory } from './temporary-directory';

const transcripts = join(__dirname, 'transcripts');

describe('the transcript', () => {
  it.each(readdirSync(transcripts))('%s is what the command does', async (name) => {
    const file = join(transcripts, name);
    expectGolden(file, await runTranscript(readFileSync(file, 'utf8'), temporaryDirectory(fixtureFiles)));
  });
});

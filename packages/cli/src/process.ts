import fs from 'node:fs';
import path from 'node:path';
import { exitCode } from './exit-code';
import type { Output } from './io';
import { storeName } from './kernels/store-name';
import { main } from './main';

/** The reader of a pipe that goes away (`tracefit ... | head`) is no failure; the exit code stays what it is. */
function quietOnClosedPipe(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY,
    ...(stream.isTTY && { columns: stream.columns }),
  };
}

/** Beside the package that holds the bundled kernels. */
function bundledStore(): { readonly bundledStore?: string } {
  try {
    const manifest = require.resolve('@tracefit/kernel-signatures/package.json');
    return { bundledStore: path.join(path.dirname(manifest), storeName) };
  } catch {
    return {};
  }
}

const stderr = quietOnClosedPipe(process.stderr);

// Node's own code for an uncaught exception is 1, which is "findings" here.
process.on('uncaughtException', (error) => {
  stderr.write(`tracefit: this is a bug, please report it with the lines below\n${error.stack ?? error.message}\n`);
  process.exitCode = exitCode.bug;
});

void main(process.argv.slice(2), {
  stdout: quietOnClosedPipe(process.stdout),
  stderr,
  // The stream is made when it is asked for: opening it keeps the process waiting.
  stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() as AsyncIterator<Uint8Array> },
  env: process.env,
  cwd: process.cwd(),
  fs,
  ...bundledStore(),
}).then((code) => {
  process.exitCode = code;
});

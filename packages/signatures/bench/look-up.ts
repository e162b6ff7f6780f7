import { openStoreFile } from '@tracefit/signatures';

// What a look-up costs as a whole process, to be held against `node -e 0`: opens the store that is named first and asks
// every kernel of it for the function that is named second. Bundled into one file before it is timed, as the command is.
const [path = '', name = ''] = process.argv.slice(2);
const store = openStoreFile(path);
const found = store.kernels.filter(({ id }) => store.kernel(id)?.func(name));
if (found.length === 0) throw new Error(`no kernel of ${path} has ${name}`);
store.close();

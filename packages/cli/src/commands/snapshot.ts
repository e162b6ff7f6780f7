import { UsageError } from '@tracefit/model';
import { didYouMean } from '../args/did-you-mean';
import { commonOptions } from '../args/options';
import type { Args } from '../args/parse-args';
import { defineCommand } from '../command';
import type { Io } from '../io';
import { addStores } from '../snapshot/add';
import { printCaptureScript } from '../snapshot/capture-script';
import { createSnapshot } from '../snapshot/create';
import { inspectSnapshots } from '../snapshot/inspect';
import { removeSnapshots } from '../snapshot/remove';
import { verifyStore } from '../snapshot/verify';

const options = {
  id: { value: 'DISTRO/RELEASE', help: 'create: what the kernel is called, for example debian/6.1.0-56-amd64' },
  store: {
    value: 'DIR|FILE',
    help: 'the store to work on (default: TRACEFIT_STORE, else kernel-signatures in this directory)',
  },
  replace: { help: 'create, add: put a kernel in the place of one with the same id' },
  release: { value: 'RELEASE', help: 'create: which kernel is meant, where a package or directory has several' },
  package: { value: 'NAME', help: 'create: the package the files are from, for the catalogue' },
  'package-version': { value: 'VERSION', help: 'create: its version' },
  ...commonOptions,
} as const;

/** What the verbs are given: the words behind the verb, and the options. */
export interface SnapshotArgs {
  readonly names: readonly string[];
  readonly options: Args<typeof options>['options'];
}

const verbs: Readonly<Record<string, (args: SnapshotArgs, io: Io) => Promise<number>>> = {
  create: createSnapshot,
  inspect: inspectSnapshots,
  verify: verifyStore,
  add: addStores,
  remove: removeSnapshots,
  'capture-script': printCaptureScript,
};

export const snapshot = defineCommand({
  name: 'snapshot',
  summary: 'make and look after stores of kernels',
  synopsis: [
    'create INPUT... --id DISTRO/RELEASE [OPTION]...',
    'inspect [QUERY] [OPTION]...',
    'verify [OPTION]...',
    'add STORE... [OPTION]...',
    'remove ID... [OPTION]...',
    'capture-script',
  ],
  details: [
    'create reads files of one kernel (vmlinuz, vmlinux, BTF, kallsyms, modules, packages, directories, a capture) and puts what can be traced there into a store, beside the kernels that are in it. inspect says what is known of kernels. verify reads a store from end to end. add takes over the kernels of other stores, remove takes kernels out.',
    'capture-script prints a shell script that packs what the kernel of another machine shows into one file, with or without root: "tracefit snapshot capture-script | ssh HOST sudo sh -s > HOST.capture". create and --target read that file.',
    'A store is a directory with a file kernels.tfs and a catalog.yaml that says where each kernel came from. "tracefit check --store DIR" uses it.',
  ],
  options,
  run({ options: given, positionals }, io) {
    const [verb, ...names] = positionals;
    if (verb === undefined) throw new UsageError(`what to do is missing, one of ${Object.keys(verbs).join(', ')}`);
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!run) throw new UsageError(`unknown${didYouMean(verb, Object.keys(verbs))}: snapshot ${verb}`);
    return run({ names, options: given }, io);
  },
});

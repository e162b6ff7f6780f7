import type { Btf } from '@tracefit/btf';
import type { SnapshotPart } from '@tracefit/model';
import type { ImageTypes } from '../facts/image-types';
import type { CTypes } from '../types/c-types';

/** A fact of function symbols that some files list whole: what the list lacks does not have it. */
export type ListedFact = 'ftrace' | 'blacklisted';

/** What one file told of a kernel. */
export interface SourcePart extends SnapshotPart {
  /** Facts that hold for the functions of this part and for no other function of the running kernel. */
  readonly listsAll?: readonly ListedFact[];
  /** What modules of this kernel are read with. */
  readonly base?: ModuleBase;
}

/** What a kernel gives for the reading of its modules: the types their BTF goes on from, and the layout of their tables. */
export interface ModuleBase {
  readonly btf: Btf;
  /** The types of `btf` as C types, each made when a module refers to it. */
  readonly cTypes: CTypes;
  readonly types: ImageTypes;
  /** The release modules must be built for; absent where it is not known. */
  readonly release?: string;
}

/** The letter of a symbol in a list that does not tell it; nm prints it for symbols of unknown type. */
export const UNKNOWN_LETTER = '?';

/** A part with nothing in it, to be spread into one that has something. */
export const EMPTY_PART: SnapshotPart = {
  identity: {},
  complete: [],
  functions: [],
  callers: [],
  structs: [],
  forwards: [],
  enums: [],
  typedefs: [],
  tracepoints: [],
  rawTracepoints: [],
  syscalls: [],
  data: [],
  config: {},
  modules: [],
  notes: [],
};

import type { StructDef, TypedefDef } from '@tracefit/model';

/** The types of the image itself, from its BTF: its own tables are laid out by them. */
export interface ImageTypes {
  struct(name: string): StructDef | undefined;
  typedef(name: string): TypedefDef | undefined;
}

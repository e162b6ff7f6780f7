/** The module that brings a thing, as a list; empty where the image does. */
export function modulesOf({ module }: { readonly module?: string }): readonly string[] {
  return module === undefined ? [] : [module];
}

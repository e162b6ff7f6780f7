/** Whether people call the return value of a function they hook the end of so. */
export function isReturnName(name: string): boolean {
  return /^_*(?:ret(?:val|urn|ured)?|rc|res(?:ult)?|err(?:or)?|rv|status)_*$/.test(name);
}

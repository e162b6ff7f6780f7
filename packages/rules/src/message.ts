/** The names of the holes in a text: `'func' | 'index'` for '`{func}` has no argument {index}'. */
export type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** A value for every hole of a text, and for nothing else. */
export type Values<Text extends string> = Readonly<Record<Holes<Text>, string | number>>;

/** Puts values into the holes of a text. */
export function fillMessage(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

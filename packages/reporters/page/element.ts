type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Makes an element. Attributes that are `false` or `undefined` are left out, `true` stands without a value. Children that
 * are text become text: nothing that comes from a report is ever read as markup.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** Words with what stands between backquotes as code. */
export function prose(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  for (const [at, part] of text.split(/`([^`]*)`/).entries()) {
    if (part !== '') made.append(at % 2 === 1 ? element('code', {}, part) : part);
  }
  return made;
}

/** The element of the page with an id; the page has them all. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

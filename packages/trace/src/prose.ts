/** Whether a file is text for people or another language's: it may show a trace definition, and is none. */
export function isProse(path: string): boolean {
  return /\.(?:md|markdown|rst|adoc|asciidoc|txt|html?|tex|xml|svg|graffle|json|ya?ml|[ch]|cc|cpp|hpp|go|rs|diff|patch|(?:ba|z|k)?sh|pl|rb|lua|[1-9])$/i.test(
    path,
  );
}

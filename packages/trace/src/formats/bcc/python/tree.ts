import type { SyntaxNode } from '@lezer/common';

/** The children of a node, in their order; comments are left out. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** The child of that name. */
export function childOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.getChild(name) ?? undefined;
}

/** Children between the signs of a kind, as groups. */
export function splitChildren(children: readonly SyntaxNode[], sign: string): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === sign) groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups;
}

/** A Caddyfile as a tree of directives. */

export interface CaddyDirective {
  readonly words: readonly (string | number)[];
  readonly block?: readonly CaddyNode[];
}

/** A reason, above the directive it belongs to. */
export interface CaddyComment {
  readonly comment: string;
}

export type CaddyNode = CaddyDirective | CaddyComment;

/** One directive, or an address with its block. */
export function caddyDirective(words: readonly (string | number)[], block?: readonly CaddyNode[]): CaddyDirective {
  return block === undefined ? { words } : { words, block };
}

/** Writes the tree as a Caddyfile. Throws for what it cannot carry as a plain value: control characters, braces, backslashes. */
export function caddy(nodes: readonly CaddyNode[], indent = ""): string {
  return nodes.map((node) => nodeText(node, indent)).join("");
}

function nodeText(node: CaddyNode, indent: string): string {
  if ("comment" in node) {
    const lines = node.comment.split(/[\r\n]+/).map((line) => `${indent}# ${line}`.trimEnd());
    return `${lines.join("\n")}\n`;
  }
  const head = indent + node.words.map(wordText).join(" ");
  return node.block === undefined ? `${head}\n` : `${head} {\n${caddy(node.block, `${indent}\t`)}${indent}}\n`;
}

function wordText(word: string | number): string {
  const text = String(word);
  // Braces are Caddy's placeholders, in quotes, too.

  if (/[\x00-\x1f\x7f{}\\]/.test(text)) {
    throw new Error(`A Caddyfile cannot carry ${JSON.stringify(text)}`);
  }
  return /^[\w.:/*@%=+,[\]-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}

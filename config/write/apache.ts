/** Apache's configuration as a tree of directives. */

export interface ApacheDirective {
  readonly name: string;
  readonly args: readonly (string | number)[];
  /** A section: `<VirtualHost *:443>` and what is in it. */
  readonly section?: readonly ApacheNode[];
}

/** A reason, above the directive it belongs to. */
export interface ApacheComment {
  readonly comment: string;
}

export type ApacheNode = ApacheDirective | ApacheComment;

/** One directive. */
export function apacheDirective(name: string, ...args: readonly (string | number)[]): ApacheDirective {
  return { name, args };
}

/** A section with an argument. */
export function apacheSection(name: string, arg: string, section: readonly ApacheNode[]): ApacheDirective {
  return { name, args: [arg], section };
}

/** Writes the tree as a configuration file. Throws for what Apache cannot carry as a plain value: control characters, and `${`. */
export function apache(nodes: readonly ApacheNode[], indent = ""): string {
  return nodes.map((node) => nodeText(node, indent)).join("");
}

function nodeText(node: ApacheNode, indent: string): string {
  if ("comment" in node) {
    // A backslash at a line's end would join it with the next.
    const lines = node.comment.split(/[\r\n]+/).map((line) => `${indent}# ${line.replace(/\\+$/, "")}`.trimEnd());
    return `${lines.join("\n")}\n`;
  }
  const args = node.args.map(argumentText).join(" ");
  return node.section === undefined
    ? `${indent}${node.name} ${args}\n`
    : `${indent}<${node.name} ${args}>\n${apache(node.section, `${indent}  `)}${indent}</${node.name}>\n`;
}

function argumentText(argument: string | number): string {
  const text = String(argument);
  // Apache puts in variables of its environment, in quotes, too.

  if (/[\x00-\x1f\x7f]|\$\{/.test(text)) {
    throw new Error(`Apache cannot carry ${JSON.stringify(text)}`);
  }
  return /^[\w.:/*@%=+,!-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** nginx's configuration as a tree of directives. */

/** Text in which nginx expands `$variables`, or a regular expression. Made by `verbatim` and `expression`. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A plain string is a value: nginx gets exactly its characters, and nothing in it is expanded. */
export type Argument = string | number | Expression;

export interface Directive {
  readonly name: Argument;
  readonly args: readonly Argument[];
  readonly block?: readonly Node[];
}

/** Lines that are written as they are. Only for configuration that its owner wrote as nginx configuration. */
export interface Raw {
  readonly raw: string;
}

/** A reason, above the directive it belongs to. */
export interface Comment {
  readonly comment: string;
}

export type Node = Directive | Raw | Comment;

/** Text given to nginx as it is: a regular expression, or a name where nginx expands no variables. */
export function verbatim(text: string): Expression {
  return new Expression(text);
}

/** Text with nginx variables and values in it: expression`${publicUrl}$request_uri`. The values are not expanded. */
export function expression(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Expression {
  const texts = parts.map((part, i) => part + (i < values.length ? literalText(String(values[i])) : ""));
  return new Expression(texts.join(""));
}

/** A directive that ends in a semicolon. */
export function directive(name: Argument, ...args: readonly Argument[]): Directive {
  return { name, args };
}

/** A directive with a block. */
export function block(name: string, args: readonly Argument[], children: readonly Node[]): Directive {
  return { name, args, block: children };
}

/**
 * Writes the tree as a configuration file.
 * Throws for what nginx cannot carry: NUL, half a surrogate pair, a parameter longer than its parser's buffer.
 */
export function nginx(nodes: readonly Node[]): string {
  return nodesText(nodes, "");
}

function nodesText(nodes: readonly Node[], indent: string): string {
  const text = nodes.map((node) => nodeText(node, indent)).join("");
  return text.replace(/^\n/, "");
}

function nodeText(node: Node, indent: string): string {
  if ("raw" in node) {
    return node.raw.endsWith("\n") || node.raw === "" ? node.raw : `${node.raw}\n`;
  }
  if ("comment" in node) {
    return `\n${node.comment
      .split(/[\r\n]+/)
      .map((line) => `${indent}# ${line}\n`)
      .join("")}`;
  }
  const head = indent + [node.name, ...node.args].map(token).join(" ");
  return node.block === undefined ? `${head};\n` : `${head} {\n${blockText(node, indent)}${indent}}\n`;
}

function blockText(node: Directive, indent: string): string {
  const inner = `${indent}  `;
  const text = nodesText(node.block ?? [], inner);
  return node.name === "http" && text.includes(dollar) ? nodeText(dollarVariable, inner) + text : text;
}

/**
 * nginx has no escape for a dollar sign. Only a variable can hold one, and only `geo` can set it: it expands nothing.
 * The writer adds this to the http block where a value needs it.
 */
const dollar = "${dollar}";
const dollarVariable = block("geo", [verbatim("$dollar")], [directive("default", verbatim("$"))]);

function literalText(value: string): string {
  return value.replaceAll("$", () => dollar);
}

/** nginx reads parameters through a buffer of 4096 bytes. */
const longestParameter = 4000;

function token(argument: Argument): string {
  const text = argument instanceof Expression ? argument.text : literalText(String(argument));
  if (text.includes("\0") || !text.isWellFormed()) {
    throw new Error(`nginx cannot carry NUL or half a surrogate pair: ${JSON.stringify(text)}`);
  }
  const written = bare.test(text) ? text : quoted(text);
  if (Buffer.byteLength(written) > longestParameter) {
    throw new Error(
      `nginx cannot carry a parameter of more than ${String(longestParameter)} bytes: ${text.slice(0, 60)}...`,
    );
  }
  return written;
}

/** What needs no quotes: words, paths, single variables, and the operators of `location`. */
const bare = /^[\w./:=*@+,%^-][\w./:=*@+,%^$~-]*$|^\$\w+$|^~\*?$/;

const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, (character) => escapes[character] ?? character)}"`;
}

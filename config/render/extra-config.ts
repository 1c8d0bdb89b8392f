import { Script } from "node:vm";

/**
 * Why a text cannot stand at the end of config.js, or undefined when it can. It must be a whole script of its own, and nothing
 * in it may end the page's script element or be taken for one of nginx's includes.
 */
export function extraConfigProblem(text: string): string | undefined {
  const forbidden = /<\/script|<script|<!--/i.exec(text);
  if (forbidden) {
    return `must not contain ${forbidden[0]}: config.js stands inside an HTML page. In a string, write \\x3c for <`;
  }
  try {
    // Parses, does not run.
    new Script(text);
    return undefined;
  } catch (error) {
    return `is not JavaScript: ${(error as SyntaxError).message}`;
  }
}

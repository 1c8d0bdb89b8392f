import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import ts from "typescript";

/**
 * The page docs/mistakes.md promises a protection for each mistake it names, and each protection has a test that begins with the
 * mistake's number. This is the one test that reads the other tests' text: their names are what it is about.
 */

const root = join(import.meta.dirname, "../../..");
const numbered = /^mistake (\d+): /;

/** `it` of `it.each([...])("...")`, and whether it is left out (`it.skip`). */
function callee(expression: ts.Expression): { readonly name: string; readonly skipped: boolean } {
  if (ts.isIdentifier(expression)) {
    return { name: expression.text, skipped: false };
  }
  if (ts.isPropertyAccessExpression(expression)) {
    const { name, skipped } = callee(expression.expression);
    return { name, skipped: skipped || ["skip", "todo", "failing"].includes(expression.name.text) };
  }
  return ts.isCallExpression(expression) ? callee(expression.expression) : { name: "", skipped: false };
}

/** Full names of the tests in a file, as jest puts them together: those of the blocks around them first. */
function testNames(text: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    let inside = around;
    if (ts.isCallExpression(node)) {
      const { name, skipped } = callee(node.expression);
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title) && !skipped) {
        if (name === "describe") {
          inside = [...around, title.text];
        } else if (name === "it" || name === "test") {
          found.push([...around, title.text]);
        }
      }
    }
    node.forEachChild((child) => {
      visit(child, inside);
    });
  };
  visit(ts.createSourceFile("test.ts", text, ts.ScriptTarget.Latest), []);
  return found;
}

/** How many tests each mistake has. */
function testsOf(texts: readonly string[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const names of texts.flatMap(testNames)) {
    const numbers = names.flatMap((name) => numbered.exec(name)?.slice(1).map(Number) ?? []);
    for (const number of new Set(numbers)) {
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return counts;
}

/** Numbers of the entries of a page: `4. **...`. */
function entries(page: string): readonly number[] {
  return [...page.matchAll(/^(\d+)\. \*\*.+\*\*/gm)].map(([, number]) => Number(number));
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

const testFiles = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(root, "tests", name), "utf8"));

test("each mistake of settings, upgrades, certificates, logins and recordings has a test", () => {
  const tested = testsOf(testFiles);
  expect(upTo(22).filter((number) => !tested.has(number))).toEqual([]);
  expect([...tested.keys()].filter((number) => number < 1 || number > 25)).toEqual([]);
});

test("the page for people has an entry for each mistake, in their order", () => {
  expect(entries(readFileSync(join(root, "docs/mistakes.md"), "utf8"))).toEqual(upTo(25));
});

test("a test is found by its name or its block's, with and without a table, and not in a comment or when it is skipped", () => {
  const file = `
    test("mistake 1: a", () => {});
    it.each([1, 2])("mistake 2: %s", () => {});
    describe("mistake 3: c", () => { it("d", () => {}); it("mistake 4: e", () => {}); });
    describe("mistake 5: no test in it", () => {});
    // test("mistake 6: a", () => {});
    test.skip("mistake 7: a", () => {});
    test("no mistake 8: a", () => {});`;
  expect([...testsOf([file])]).toEqual([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 1],
  ]);
});

/** `npm run check`: types, lint, format, and the tests that need no engine and no daemon. Arguments go to jest. */
import { run } from "../cli/bootstrap.mjs";

run("tests/check.ts", process.argv.slice(2));

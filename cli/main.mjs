import { run } from "./bootstrap.mjs";

// Any Node may start this; the one that can run TypeScript is looked for there.
run("cli/main.ts", process.argv.slice(2));

import { installDependencies, run } from "./bootstrap.mjs";

installDependencies();
run("cli/start.ts", process.argv.slice(2));

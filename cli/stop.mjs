import { installDependencies, run } from "./bootstrap.mjs";

installDependencies();
run("cli/stop.ts", process.argv.slice(2));

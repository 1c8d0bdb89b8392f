/** `npm run bench [-- --json]`. */
import { installDependencies, run } from "../cli/bootstrap.mjs";

installDependencies();
run("bench/run.ts", process.argv.slice(2));

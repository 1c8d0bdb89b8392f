import { installDependencies, run } from "./bootstrap.mjs";

installDependencies();
run("cli/pulumi.ts", process.argv.slice(2));

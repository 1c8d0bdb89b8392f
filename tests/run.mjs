/** `npm test`: sets the machine up, then runs every test. Arguments go to jest: `npm test -- tests/unit/write`. */
import { installDependencies, run } from "../cli/bootstrap.mjs";

installDependencies();
run("tests/run.ts", process.argv.slice(2));

import { jest } from "./jest.ts";

process.exitCode = await jest(["--selectProjects", "unit", "program", ...process.argv.slice(2)]);

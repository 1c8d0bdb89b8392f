import { jest } from "./jest.ts";

process.exitCode = await jest([...process.argv.slice(2), "--selectProjects", "unit", "program"]);

/**
 * Tests run as the program does: native ES modules on the project's Node. `npm test` and `npm run check` start jest with
 * --experimental-vm-modules, without which jest cannot load them.
 */
const project = (name) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2024" }, module: { type: "es6" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/.jitsi/"],
});

/** @type {import("jest").Config} */
export default {
  // Jest's five seconds pass quickly on a machine that has other work, too.
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/tests/summary-reporter.mjs"],
  projects: [project("unit"), project("program"), project("system")],
};

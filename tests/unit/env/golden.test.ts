import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { answersText } from "../../../cli/import-env.ts";
import { importEnv, importVariables, parseEnvFile } from "../../../config/env-file.ts";
import { checkSettings } from "../../../config/parse.ts";
import { withValues } from "../../../cli/stack-change.ts";

const folder = join(import.meta.dirname, "../../fixtures");
const fixture = (name: string) => readFileSync(join(folder, name), "utf8");

/** The whole table, for people to read. `UPDATE_GOLDEN=1` writes it anew. */
function golden(name: string, text: string): string {
  const file = join(folder, name);
  if (process.env["UPDATE_GOLDEN"] !== undefined) {
    writeFileSync(file, text);
  }
  return readFileSync(file, "utf8");
}

/** Raw settings that an import makes. */
function rawOf(text: string): unknown {
  const values = importVariables(text).flatMap((variable) => [...variable.values]);
  return withValues(
    {},
    values.map(([path, value]) => ({ keys: path.split("."), value })),
  );
}

describe.each([
  ["quickstart", 11, []],
  // A container that only docker-jitsi-meet runs, and a path inside one.
  ["handbook", 148, ["JIBRI_FINALIZE_RECORDING_SCRIPT_PATH"]],
])("the file of the %s", (name, lines, refused) => {
  const text = fixture(`${name}.env`);
  const answers = importEnv(text);

  it(`has each of its ${String(lines)} lines answered once, and none is unknown`, () => {
    expect(answers.map(({ variable }) => variable)).toEqual(parseEnvFile(text).map((entry) => entry.name));
    expect(answers).toHaveLength(lines);
    const others = answers.filter(({ answer }) => !["setting", "translated", "ignored"].includes(answer));
    expect(others.map(({ variable, answer }) => [variable, answer])).toEqual(refused.map((one) => [one, "refused"]));
  });

  it("is answered as the table beside it says", () => {
    const table = `${answersText(answers)}\n`;
    expect(table).toBe(golden(`${name}.answers.txt`, table));
  });

  it("makes settings without a problem of the rest", () => {
    expect(checkSettings(rawOf(text), { withoutPackages: true }).problems).toEqual([]);
  });
});

describe("the quick start's passwords", () => {
  it("are taken over as they are", () => {
    const { secrets } = checkSettings(rawOf(fixture("quickstart.env")), { withoutPackages: true }).parsed;
    expect(secrets).toEqual({
      jicofoPassword: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
      jvbPassword: "1a2b3c4d5e6f708192a3b4c5d6e7f809",
      jigasiPassword: "2b3c4d5e6f708192a3b4c5d6e7f8091a",
      recorderPassword: "3c4d5e6f708192a3b4c5d6e7f8091a2b",
      jibriPassword: "4d5e6f708192a3b4c5d6e7f8091a2b3c",
      users: {},
      acmeDns: {},
    });
  });
});

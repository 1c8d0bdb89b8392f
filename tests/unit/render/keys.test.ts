import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, describe, expect, test } from "@jest/globals";
import { renderAll } from "../../../config/render/index.ts";
import { JavaParser } from "../write/real/java.ts";
import { variants } from "./variants.ts";

/** The keys that the programs read. Anything else in their files would be ignored without a word. */
function table(file: string): readonly (readonly string[])[] {
  const lines = readFileSync(join(import.meta.dirname, file), "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("\t"));
}

const hoconKeys = table("hocon-keys.tsv");
const configJsKeys = new Set(table("config-js-keys.tsv").map(([key]) => key));

const java = new JavaParser({
  XMPP_PASSWORD: "x",
  LOCAL_ADDRESS: "x",
  MUC_NICKNAME: "x",
  TRANSLATION_ACCESS_SECRET: "x",
});
afterAll(() => java.stop());

/** Paths of all leaves; `[]` stands for the elements of a list of objects. */
function leaves(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item: unknown) =>
      typeof item === "object" && !Array.isArray(item) ? leaves(item, `${path}[]`) : [],
    );
    return [path, ...inner];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, member]) => leaves(member, path === "" ? key : `${path}.${key}`))
    : [path];
}

function isKnown(path: string, services: readonly string[]): boolean {
  return hoconKeys.some(([service = "", key = ""]) => services.includes(service) && matches(path, key));
}

/** A `*` in the table stands for a name that the file is free to choose. */
function matches(path: string, key: string): boolean {
  const names = path.split(".");
  const wanted = key.split(".");
  return names.length === wanted.length && wanted.every((name, i) => name === "*" || name === names[i]);
}

async function unknownKeys(text: string, services: readonly string[]): Promise<string[]> {
  return leaves(await java.hocon(text), "").filter((path) => !isKnown(path, services));
}

describe.each(Object.entries(variants))("%s", (_, settings) => {
  const { jicofo = {}, web = {}, ...others } = renderAll(settings);

  test("jicofo reads every key of jicofo.conf", async () => {
    expect(await unknownKeys(jicofo["jicofo.conf"] ?? "", ["jicofo"])).toEqual([]);
  });

  test("the bridge reads every key of jvb.conf", async () => {
    for (const [service, files] of Object.entries(others).filter(([name]) => name.startsWith("jvb-"))) {
      expect({ service, unknown: await unknownKeys(files["jvb.conf"] ?? "", ["jvb", "ice4j"]) }).toEqual({
        service,
        unknown: [],
      });
    }
  });

  test("the web app reads every key of config.js", () => {
    const keys = JSON.parse(
      String(runInNewContext(`${web["config.js"] ?? ""}\nJSON.stringify(Object.keys(config))`)),
    ) as string[];
    expect(keys.filter((key) => !configJsKeys.has(key))).toEqual([]);
  });
});

test("a key that no program reads is found", async () => {
  expect(
    await unknownKeys("jicofo.rest.hots = x, jicofo.rest.port = 1, videobridge.stats.enabled = true", [
      "jicofo",
      "jvb",
    ]),
  ).toEqual(["jicofo.rest.hots", "videobridge.stats.enabled"]);
});

import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { accountFile, serviceAccounts } from "../../../config/accounts.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { variants } from "../../unit/render/prosody-variants.ts";
import { buildImages } from "./images.ts";
import { type Service, certificates, check, startService } from "./service.ts";

jest.setTimeout(60_000);

beforeAll(async () => {
  await buildImages(["prosody"]);
}, 600_000);

test.each(Object.entries(variants))("Prosody takes its files with %s: every module loads", async (_, settings) => {
  expect(await check("prosody", renderProsody(settings))).toEqual({ code: 0, stdout: "", stderr: "" });
});

describe("with everything on", () => {
  const settings = variants["everything on, with login and guests"] as Settings;
  let prosody: Service | undefined;

  beforeAll(async () => {
    const { certificate, key } = await certificates(["prosody"]);
    const accounts = serviceAccounts(settings).map((account) => [accountFile(account), "secret"] as const);
    prosody = await startService("prosody", {
      config: { ...renderProsody(settings), "xmpp.crt": certificate },
      secrets: { ...Object.fromEntries(accounts), "user-alice": "secret", "xmpp.key": key },
      options: ["--network=none", "--volume=/var/lib/prosody"],
    });
    await prosody.untilHealth("healthy");
  });

  afterAll(async () => {
    await prosody?.stop();
  });

  const run = async (...command: string[]) => (await prosody?.exec(...command))?.stdout ?? "";

  test("nothing in the files is unclear to Prosody: its log has no warning and no error", async () => {
    const log = (await prosody?.log()) ?? "";
    expect(log.split("\n").filter((line) => /\s(warn|error)\s/.test(line))).toEqual([]);
  });

  test("recorders and transcribers have their accounts on the hidden host", async () => {
    expect(
      (await run("prosodyctl", "shell", "user", "list", "hidden.meet.jitsi")).split("\n").slice(0, 2).sort(),
    ).toEqual(["recorder@hidden.meet.jitsi", "transcriber@hidden.meet.jitsi"]);
  });

  test("/metrics answers in the stack's network, with the counts of messages", async () => {
    const answer = await run("curl", "-sk", "https://127.0.0.1:5281/metrics");
    expect(answer).toContain("# TYPE prosody_mod_c2s__connections gauge");
  });

  test("visitor nodes find their port open, and the limits are as set: none for browsers", async () => {
    const limits =
      'local l = require "prosody.core.configmanager".get("*", "limits"); return l.c2s.rate .. " " .. l.s2sin.rate';
    expect(await run("prosodyctl", "shell", `> ${limits}`)).toContain("0kb/s 30kb/s");
    expect(await run("prosodyctl", "shell", "port", "list")).toMatch(/^s2s: \[\*\]:5269$/m);
  });
});

import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { renderWeb } from "../../../config/render/web.ts";
import { buildImages } from "./images.ts";
import { certificates, check } from "./service.ts";
import { prosodyConfig, settingsOf, webConfig } from "./stack.ts";

jest.setTimeout(60_000);

beforeAll(async () => {
  await buildImages(["prosody", "web"]);
}, 600_000);

describe("check of Prosody's files", () => {
  const rendered = prosodyConfig(["alice"]);

  test("accepts the rendered files, without any secret or certificate", async () => {
    expect(await check("prosody", rendered)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("accepts them with the real certificate, whose key it does not have", async () => {
    const { certificate } = await certificates(["prosody"]);
    expect(await check("prosody", { ...rendered, "xmpp.crt": certificate })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  test("accepts options that read a credential", async () => {
    const config = prosodyConfig([], 'external_service_secret = Credential("turn")');
    expect(await check("prosody", config)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test.each([
    ["is not Lua", "x = = 1", 1, "/config/extra.cfg.lua:2: unexpected symbol near '='"],
    ["fails when it is read", "x = nil .. 1", 1, "/config/extra.cfg.lua:2: attempt to concatenate a nil value"],
    ["has an option that Prosody no longer knows", "setuid = 1", 2, "You have some obsolete options you can remove from the global section:"],
    ["wants a module that is not there", 'modules_enabled:append { "nosuch" }', 1, "module nosuch is not loaded on auth.meet.jitsi"],
    ["opens no port for clients", 'c2s_ports = { "x" }', 1, "Invalid port number specified for service 'c2s': x"],
    ["lists an account on a host that is not there", 'stack_accounts:append { { jid = "a@nohost", credential = "a" } }', 1, "account a@nohost: host nohost is not active"],
  ])("refuses a configuration that %s, in Prosody's words", async (_, extraConfig, code, words) => {
    const outcome = await check("prosody", prosodyConfig(["alice"], extraConfig));
    expect(outcome).toEqual({ code, stdout: "", stderr: expect.stringContaining(words) });
  }); // prettier-ignore

  test("refuses what is not a certificate", async () => {
    const outcome = await check("prosody", { ...rendered, "xmpp.crt": "no certificate" });
    expect(outcome).toEqual({ code: 1, stdout: "", stderr: expect.stringContaining("xmpp.crt is not a certificate") });
  });

  test("refuses a configuration that lacks an included file", async () => {
    const rest = Object.entries(rendered).filter(([name]) => name !== "extra.cfg.lua");
    const outcome = await check("prosody", Object.fromEntries(rest));
    expect(outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Error loading included /config/extra.cfg.lua"),
    });
  });
});

describe("check of nginx's files", () => {
  const rendered = webConfig();

  test("accepts the rendered files, with TLS and without, without any key or certificate", async () => {
    expect(await check("web", rendered)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await check("web", renderWeb(settingsOf({})))).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("refuses an unknown directive, in nginx's words", async () => {
    const config = { ...rendered, "nginx.conf": `${rendered["nginx.conf"] ?? ""}bogus on;\n` };
    const outcome = await check("web", config);
    expect(outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('unknown directive "bogus" in /config/nginx.conf'),
    });
  });

  test("refuses a config.js that is not JavaScript, with the line", async () => {
    const lines = (rendered["config.js"] ?? "").split("\n").length;
    const outcome = await check("web", { ...rendered, "config.js": `${rendered["config.js"] ?? ""}var x = {\n` });
    expect(outcome).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(`SyntaxError: .*\\n +at config.js:${String(lines + 1)}:`),
    });
  });

  test("accepts today's JavaScript that only a browser can run", async () => {
    const config = `${rendered["config.js"] ?? ""}config.wide = window.matchMedia?.("(min-width: 9em)").matches ?? false;\n`;
    expect(await check("web", { ...rendered, "config.js": config })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("refuses what is not a certificate", async () => {
    const outcome = await check("web", { ...rendered, "tls.crt": "no certificate" });
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining("tls.crt is not a certificate") });
  });

  test("refuses files that are missing", async () => {
    expect(await check("web", { "config.js": "" })).toEqual({ code: 1, stdout: "", stderr: "nginx.conf is missing" });
  });
});

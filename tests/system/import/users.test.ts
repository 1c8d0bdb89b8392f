import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { applyUsersImport, planUsersImport, type UsersImport } from "../../../cli/import-users.ts";
import type { StoreSecret } from "../../../cli/stack-change.ts";
import { domains } from "../../../config/derived.ts";
import { checkSettings } from "../../../config/parse.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { readStackValues } from "../../../config/stack-values.ts";
import { buildImages } from "../images/images.ts";
import { certificates, type Service, startService } from "../images/service.ts";
import { login } from "../rehearsal-web/xmpp.ts";
import { oldProsody, type OldProsody } from "./old-prosody.ts";

jest.setTimeout(60_000);

const passwords = {
  alice: 'alice\'s "old" password',
  "bob.smith": "pässwörd mit Umlauten",
  dave: "stored as it is",
} as const;

let old: OldProsody;
let project: string;
let plan: UsersImport;
let prosody: Service;
let port: number;
const secrets = new Map<string, string>();

/** Takes secrets as the engine does; they are no part of the file then. */
const keepSecret: StoreSecret = (path, value) => {
  secrets.set(path, value);
  return Promise.resolve();
};

const secretOf = (user: string) =>
  secrets.get(user.includes(".") ? `secrets.users["${user}"]` : `secrets.users.${user}`) ?? "";

/** Settings of the stack after the import, in which Prosody's WebSocket can be reached without a web server. */
async function settingsOfStack(): Promise<Settings> {
  const { raw } = readStackValues(await readFile(join(project, "Pulumi.lab.yaml"), "utf8"));
  const extraConfig = 'http_ports = { 5280 }\nhttp_interfaces = { "*" }';
  return checkSettings({ ...(raw as object), xmpp: { extraConfig } }, { withoutPackages: true }).parsed.settings;
}

beforeAll(async () => {
  await buildImages(["prosody"]);
  old = await oldProsody();
  await old.register("alice", "meet.jitsi", passwords.alice);
  await old.register("bob.smith", "meet.jitsi", passwords["bob.smith"]);
  await old.register("dave", "meet.jitsi", passwords.dave, "plain");
  await old.register("jörg", "meet.jitsi", "never");
  await old.register("focus", "auth.meet.jitsi", "focus-secret");
  await old.register("recorder", "hidden.meet.jitsi", "recorder-secret");
  project = await mkdtemp(join(tmpdir(), "import-test-"));
  plan = await planUsersImport(old.data, "lab", project);
  await applyUsersImport(plan, "lab", keepSecret);
  const settings = await settingsOfStack();
  const { main, auth } = domains(settings);
  const { certificate, key } = await certificates(["prosody", main, auth]);
  prosody = await startService("prosody", {
    config: { ...renderProsody(settings), "xmpp.crt": certificate },
    secrets: {
      "account-focus": "focus-secret",
      "account-jvb": "jvb-secret",
      "xmpp.key": key,
      ...Object.fromEntries(Object.keys(passwords).map((user) => [`user-${user}`, secretOf(user)])),
    },
    options: ["--publish=127.0.0.1::5280", "--volume=/var/lib/prosody"],
  });
  await ready();
}, 600_000);

afterAll(async () => {
  await (prosody as Service | undefined)?.stop();
  await (old as OldProsody | undefined)?.remove();
  await rm(project, { recursive: true, force: true });
});

async function ready(): Promise<void> {
  await prosody.untilHealth("healthy");
  port = Number((await prosody.address(5280)).split(":").at(-1));
}

/** Logs in and out again; gives the refusal's name, or `welcome`. */
async function loginResult(username: string, password: string): Promise<string> {
  try {
    await (await login({ port, domain: "meet.jitsi", username, password })).close();
    return "welcome";
  } catch (error) {
    return error instanceof Error && "condition" in error ? String(error.condition) : String(error);
  }
}

async function stored(user: string): Promise<string> {
  const name = user.replaceAll(".", "%2e");
  return (await prosody.exec("cat", `/var/lib/prosody/data/meet%2ejitsi/accounts/${name}.dat`)).stdout;
}

async function reload(): Promise<void> {
  const { code, stderr } = await prosody.exec("reload");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

describe("the import of a data folder that prosodyctl register has filled", () => {
  test("answers every account of it", () => {
    const other = "is no account of meet.jitsi, where people log in (xmpp.domain)";
    expect(plan.answers).toEqual([
      { account: "focus@auth.meet.jitsi", answer: "skipped", password: null, reason: other },
      { account: "recorder@hidden.meet.jitsi", answer: "skipped", password: null, reason: other },
      { account: "alice@meet.jitsi", answer: "imported", password: "hashed", reason: null },
      { account: "bob.smith@meet.jitsi", answer: "imported", password: "hashed", reason: null },
      { account: "dave@meet.jitsi", answer: "imported", password: "plain", reason: null },
      {
        account: "jörg@meet.jitsi",
        answer: "refused",
        password: null,
        reason: "its name must be 1 to 64 characters of a-z, 0-9, dot, dash or underscore",
      },
    ]);
  });

  test("keeps hashed passwords hashed", () => {
    expect(secretOf("alice")).toMatch(/^SCRAM-SHA-1\$10000:[\w+/=]+\$[\w+/=]{28}:[\w+/=]{28}$/);
    expect(secretOf("dave")).toBe(passwords.dave);
  });
});

describe("the stack's Prosody with the imported accounts", () => {
  test.each(Object.entries(passwords))(
    "lets %s in with the old password, and with no other",
    async (user, password) => {
      expect(await loginResult(user, password)).toBe("welcome");
      expect(await loginResult(user, `${password}!`)).toBe("not-authorized");
    },
  );

  test("does not take the stored form for a password", async () => {
    expect(await loginResult("alice", secretOf("alice"))).toBe("not-authorized");
  });

  test("has no secret in its log", async () => {
    const log = await prosody.log();
    const values = [...Object.values(passwords), ...secrets.values()];
    expect(values.filter((value) => log.includes(value))).toEqual([]);
  });

  test("changes nothing at its second start", async () => {
    const before = await Promise.all(["alice", "bob.smith"].map(stored));
    await prosody.restart();
    await ready();
    expect(await Promise.all(["alice", "bob.smith"].map(stored))).toEqual(before);
    expect(before[0]).toContain("iteration_count");
    expect(await loginResult("alice", passwords.alice)).toBe("welcome");
  });

  test("brings the stored password back where somebody changed it by hand", async () => {
    const change = await prosody.exec("prosodyctl", "shell", "user", "password", "alice@meet.jitsi", "by hand");
    expect(change.code).toBe(0);
    expect(await loginResult("alice", passwords.alice)).toBe("not-authorized");
    await reload();
    expect(await loginResult("alice", passwords.alice)).toBe("welcome");
  });

  test("takes a new plain password instead, and the stored one again, by a reload each", async () => {
    await prosody.write("secrets", { "user-alice": "brand new" });
    await reload();
    expect(await loginResult("alice", "brand new")).toBe("welcome");
    expect(await loginResult("alice", passwords.alice)).toBe("not-authorized");
    await prosody.write("secrets", { "user-alice": secretOf("alice") });
    await reload();
    expect(await loginResult("alice", passwords.alice)).toBe("welcome");
    expect(await loginResult("alice", "brand new")).toBe("not-authorized");
  });

  test("says so where a stored password is not complete, and lets nobody in by it", async () => {
    await prosody.write("secrets", { "user-alice": "SCRAM-SHA-256$4096:c2FsdA==$AAAA:AAAA" });
    expect((await prosody.exec("reload")).code).toBe(1);
    expect(await prosody.health()).toBe(
      "account alice@meet.jitsi: its secret looks like a stored password, and is no complete one of SCRAM-SHA-1",
    );
    expect(await loginResult("alice", "SCRAM-SHA-256$4096:c2FsdA==$AAAA:AAAA")).toBe("not-authorized");
    await prosody.write("secrets", { "user-alice": secretOf("alice") });
    await reload();
    expect(await prosody.health()).toBe("healthy");
  });

  test("deletes an imported account that is no longer declared", async () => {
    const settings = await settingsOfStack();
    const users = settings.auth.users.filter((user) => user !== "bob.smith");
    const { "accounts.cfg.lua": text = "" } = renderProsody({ ...settings, auth: { ...settings.auth, users } });
    await prosody.write("config", { "accounts.cfg.lua": text });
    await reload();
    expect(await loginResult("bob.smith", passwords["bob.smith"])).toBe("not-authorized");
    expect(await loginResult("alice", passwords.alice)).toBe("welcome");
  });
});

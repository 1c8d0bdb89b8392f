import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { applyImport, planImport } from "../../../cli/import-env.ts";
import { applyUsersImport, planUsersImport, usersText } from "../../../cli/import-users.ts";
import { engine } from "./engine.ts";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "import-users-"));
});

const data = () => join(project, "data");
const stackFile = () => join(project, "Pulumi.lab.yaml");
const plan = (folder = data()) => planUsersImport(folder, "lab", project);

const hashed = `return {
	["salt"] = "0f1e2d3c-0000-4000-8000-000000000000";
	["iteration_count"] = 10000;
	["stored_key"] = "${"0a".repeat(20)}";
	["server_key"] = "${"ff".repeat(20)}";
	["created"] = 1760000000;
};
`;
const record = `SCRAM-SHA-1$10000:MGYxZTJkM2MtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw$CgoKCgoKCgoKCgoKCgoKCgoKCgo=://////////////////////////8=`;

/** Files of a data folder: `host/user` -> text. */
function accounts(files: Readonly<Record<string, string>>, folder = data()): void {
  for (const [name, text] of Object.entries(files)) {
    const [host = "", user = ""] = name
      .split("/")
      .map((part) => part.replace(/[^A-Za-z0-9%/]/g, (char) => `%${char.charCodeAt(0).toString(16)}`));
    const file = join(folder, host, "accounts", `${user}.dat`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, "latin1");
  }
}

const answers = async () =>
  (await plan()).answers.map(({ account, answer, password, reason }) => [account, answer, password, reason]);

describe("an import of users", () => {
  it("makes them users of the stack with their stored passwords, and people log in from then on", async () => {
    accounts({
      "meet.jitsi/alice": hashed,
      "meet.jitsi/bob.smith": 'return {\n\t["password"] = "p\\195\\164ss";\n};\n',
    });
    const calls: string[][] = [];
    await applyUsersImport(await plan(), "lab", engine(calls));
    expect(parse(readFileSync(stackFile(), "utf8"))).toEqual({
      config: {
        "jitsi-meet:auth": { type: "internal", users: ["alice", "bob.smith"] },
        "jitsi-meet:secrets": { users: { alice: { secure: `v1:${record}` }, "bob.smith": { secure: "v1:päss" } } },
      },
    });
    expect(calls).toEqual([
      ["secrets.users.alice", record, "lab"],
      ['secrets.users["bob.smith"]', "päss", "lab"],
    ]);
  });

  it("adds to the users that there are, whose secrets stay", async () => {
    const before = `config:
  jitsi-meet:auth:
    type: internal
    guests: true
    users: [carol, alice] # by hand
  jitsi-meet:secrets:
    users:
      carol: {secure: v1:c}
      alice: {secure: v1:a}
`;
    writeFileSync(stackFile(), before);
    accounts({ "meet.jitsi/alice": hashed, "meet.jitsi/bob": hashed });
    expect(await answers()).toEqual([
      ["alice@meet.jitsi", "kept", null, "the stack has a secret for it, which stays. To take this one instead: pulumi config rm --path secrets.users.alice"],
      ["bob@meet.jitsi", "imported", "hashed", null],
    ]); // prettier-ignore
    await applyUsersImport(await plan(), "lab", engine());
    expect(parse(readFileSync(stackFile(), "utf8"))).toEqual({
      config: {
        "jitsi-meet:auth": { type: "internal", guests: true, users: ["carol", "alice", "bob"] },
        "jitsi-meet:secrets": {
          users: { carol: { secure: "v1:c" }, alice: { secure: "v1:a" }, bob: { secure: `v1:${record}` } },
        },
      },
    });
  });

  it("changes nothing when it is done again", async () => {
    accounts({ "meet.jitsi/alice": hashed });
    await applyUsersImport(await plan(), "lab", engine());
    const first = readFileSync(stackFile(), "utf8");
    const calls: string[][] = [];
    await applyUsersImport(await plan(), "lab", engine(calls));
    expect(readFileSync(stackFile(), "utf8")).toBe(first);
    expect(calls).toEqual([]);
  });

  it("takes accounts of the stack's own main domain, and says which others there are", async () => {
    writeFileSync(stackFile(), "config:\n  jitsi-meet:xmpp:\n    domain: meet.example.org\n");
    accounts({ "meet.example.org/alice": hashed, "auth.meet.example.org/focus": hashed });
    expect((await answers()).map(([account, answer, , reason]) => [account, answer, reason])).toEqual([
      [
        "focus@auth.meet.example.org",
        "skipped",
        "is no account of meet.example.org, where people log in (xmpp.domain)",
      ],
      ["alice@meet.example.org", "imported", null],
    ]);
  });

  it("refuses single accounts with the reason, and takes the others", async () => {
    const other = (change: (text: string) => string) => change(hashed);
    accounts({
      "meet.jitsi/alice": hashed,
      "meet.jitsi/a+b": hashed,
      "meet.jitsi/j%c3%b6rg": hashed,
      "meet.jitsi/gone": other((text) => text.replace("return {", 'return {\n\t["disabled"] = true;')),
      "meet.jitsi/modern": other((text) => text.replace("0a".repeat(20), "0a".repeat(32))),
      "meet.jitsi/half": other((text) => text.replace(/\t\["server_key"\].*\n/, "")),
      "meet.jitsi/round": other((text) => text.replace("10000", "0")),
      "meet.jitsi/empty": "return {\n};\n",
      "meet.jitsi/code": 'os.execute("true")\nreturn { ["password"] = "x" };\n',
      "meet.jitsi/lines": 'return {\n\t["password"] = "a\\nb";\n};\n',
      "meet.jitsi/like": 'return {\n\t["password"] = "SCRAM-SHA-1$x";\n};\n',
    });
    const name = "its name must be 1 to 64 characters of a-z, 0-9, dot, dash or underscore";
    expect(
      Object.fromEntries((await answers()).map(([account, answer, , reason]) => [account, reason ?? answer])),
    ).toEqual({
      "alice@meet.jitsi": "imported",
      "a+b@meet.jitsi": name,
      "jörg@meet.jitsi": name,
      "gone@meet.jitsi": "is disabled",
      "modern@meet.jitsi": "has a stored password that is none of SCRAM-SHA-1: the person needs a new one",
      "half@meet.jitsi": "has no password",
      "round@meet.jitsi": "has an incomplete stored password",
      "empty@meet.jitsi": "has no password",
      "code@meet.jitsi": "its file is no data file of Prosody",
      "lines@meet.jitsi": "has a password that cannot be a secret here",
      "like@meet.jitsi": "has a password that cannot be a secret here",
    });
    await applyUsersImport(await plan(), "lab", engine());
    expect(parse(readFileSync(stackFile(), "utf8"))).toMatchObject({
      config: { "jitsi-meet:auth": { users: ["alice"] } },
    });
  });

  it("prints a table without a secret", async () => {
    accounts({ "meet.jitsi/alice": hashed, "auth.meet.jitsi/focus": hashed });
    expect(usersText((await plan()).answers)).toBe(`ACCOUNT                ANSWER    PASSWORD  REASON
focus@auth.meet.jitsi  skipped             is no account of meet.jitsi, where people log in (xmpp.domain)
alice@meet.jitsi       imported  hashed

2 accounts: 1 imported, 1 skipped`);
  });

  it.each(["storage/prosody/data", "prosody/config/data", "config/data", "data", ""])(
    "finds the data in a configuration folder, below /%s",
    async (place) => {
      accounts({ "meet.jitsi/alice": hashed }, join(project, "cfg", place));
      expect((await plan(join(project, "cfg"))).answers).toMatchObject([{ account: "alice@meet.jitsi" }]);
    },
  );

  it("prefers the data of the newer release where an old copy lies beside it", async () => {
    accounts({ "meet.jitsi/new": hashed }, join(project, "cfg/storage/prosody/data"));
    accounts({ "meet.jitsi/old": hashed }, join(project, "cfg/prosody/config/data"));
    expect((await plan(join(project, "cfg"))).answers).toMatchObject([{ account: "new@meet.jitsi" }]);
  });
});

describe("an import of users that cannot be", () => {
  it("says that there is no folder, or no account in it", async () => {
    await expect(plan()).rejects.toThrow(`There is no folder ${data()}.`);
    mkdirSync(data());
    await expect(plan()).rejects.toThrow(`${data()} holds no accounts of Prosody. There must be <host>/accounts`);
  });

  it("says that people log in with something else", async () => {
    writeFileSync(stackFile(), "config:\n  jitsi-meet:auth:\n    type: ldap\n");
    accounts({ "meet.jitsi/alice": hashed });
    await expect(plan()).rejects.toThrow(
      "auth.type is ldap, and people with accounts of the stack log in with internal. pulumi config set --path auth.type internal changes it.",
    );
  });
});

describe("an import of a .env file with users", () => {
  it("takes both over at once, into the domain that the file names", async () => {
    accounts({ "meet.example.org/alice": hashed, "meet.jitsi/bob": hashed }, join(project, "cfg/prosody/config/data"));
    writeFileSync(join(project, ".env"), "XMPP_DOMAIN=meet.example.org\nENABLE_AUTH=0\n");
    const both = await planImport(join(project, ".env"), "lab", { project, users: join(project, "cfg") });
    expect(both.accounts.map(({ account, answer }) => [account, answer])).toEqual([
      ["alice@meet.example.org", "imported"],
      ["bob@meet.jitsi", "skipped"],
    ]);
    await applyImport(both, "lab", engine());
    expect(parse(readFileSync(stackFile(), "utf8"))).toMatchObject({
      config: {
        "jitsi-meet:xmpp": { domain: "meet.example.org" },
        "jitsi-meet:auth": { type: "internal", users: ["alice"] },
        "jitsi-meet:secrets": { users: { alice: { secure: `v1:${record}` } } },
      },
    });
  });
});

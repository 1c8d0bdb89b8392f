import { expect, test } from "@jest/globals";
import { acmeNames } from "../../../config/render/acme.ts";
import { schema } from "../../../config/settings/index.ts";

function names(acme: readonly string[], builtin?: object): readonly string[] {
  const general = { publicUrl: "https://meet.example.org" };
  const turn = builtin === undefined ? {} : { turn: { mode: "builtin", builtin } };
  return acmeNames(schema.parse({ general, tls: { mode: "acme", acme: { names: acme } }, ...turn }));
}

test("the certificate is for the public host, the TURN server's name and those that are added, each once", () => {
  expect(names(["www.example.org", "meet.example.org"])).toEqual(["meet.example.org", "www.example.org"]);
  expect(names([], {})).toEqual(["meet.example.org"]);
  expect(names(["www.example.org", "turn.example.org"], { host: "turn.example.org" })).toEqual([
    "meet.example.org",
    "turn.example.org",
    "www.example.org",
  ]);
});

test("no authority is asked for an address", () => {
  expect(names([], { host: "198.51.100.7" })).toEqual(["meet.example.org"]);
});

test("what a wildcard covers is left out", () => {
  expect(names(["*.example.org"], { host: "turn.example.org" })).toEqual(["*.example.org"]);
});

import { expect, test } from "@jest/globals";
import { ini } from "../../../config/write/ini.ts";

test("an option is a line, with a value or without, and a comment is one for each of its lines", () => {
  expect(
    ini([{ comment: "why\nso" }, { key: "no-cli" }, { key: "realm", value: "a b=c#d" }, { key: "port", value: 1 }]),
  ).toBe("# why\n# so\nno-cli\nrealm=a b=c#d\nport=1\n");
});

test.each(["a\nno-auth", "a\rb", "a\0b", "", " a", "a\t", '"a"', "'a", "\ud800"])(
  "the value %j cannot be carried",
  (value) => {
    expect(() => ini([{ key: "realm", value }])).toThrow("the value of realm cannot be carried");
  },
);

test.each(["", "a b", "a=b", "#a", "a\nb"])("%j is no name of an option", (key) => {
  expect(() => ini([{ key }])).toThrow("no name of an option");
});

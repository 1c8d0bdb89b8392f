import { expect, test } from "@jest/globals";
import { rowsTable } from "../../../bench/rows.ts";
import { readUpstream, upstreamDockerfile } from "../../../bench/upstream.ts";

const upstream = await readUpstream();

test("every list of upstream's packages stands on one that is there, and says where it is from", () => {
  const all = [...Object.values(upstream.levels), ...Object.values(upstream.images)];
  expect(all.flatMap(({ on }) => on ?? []).filter((on) => !Object.hasOwn(upstream.levels, on))).toEqual([]);
  expect(all.filter(({ source }) => !/Dockerfile .*at [0-9a-f]{8}/.test(source))).toEqual([]);
});

test("upstream's packages are installed level by level, without recommended ones", () => {
  const steps = upstreamDockerfile(upstream, "jigasi").trimEnd().split("\n");
  expect(steps[0]).toBe("FROM debian:trixie-slim");
  expect(steps.slice(1).map((step) => /install -y --no-install-recommends (.*?) &&/.exec(step)?.[1])).toEqual([
    "apt-transport-https apt-utils ca-certificates gnupg wget",
    "nodejs openjdk-21-jdk-headless openjdk-21-jre-headless",
    "jq openssl ruby-hocon",
  ]);
});

test("a promise that is not kept is said", () => {
  const row = { what: "ratio", unit: "x", limit: 0.6 };
  expect(
    rowsTable([
      { ...row, value: 0.6 },
      { ...row, value: 0.61 },
    ]),
  ).toBe(
    [
      "| what | measured | promised |",
      "|---|---|---|",
      "| ratio | 0.60 x | <= 0.6 x |",
      "| ratio | 0.61 x | <= 0.6 x MISSED |",
    ].join("\n"),
  );
});

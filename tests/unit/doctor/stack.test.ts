import { describe, expect, it } from "@jest/globals";
import { addresses } from "../../../cli/doctor/checks/addresses.ts";
import { mediaPorts } from "../../../cli/doctor/checks/media-ports.ts";
import { services } from "../../../cli/doctor/checks/services.ts";
import type { StunResult } from "../../../cli/doctor/stun.ts";
import type { Container } from "../../../cli/status.ts";
import { container, sightOf, udpSockets, wholeStack } from "./sight.ts";

const others = (service: string) => wholeStack.filter(({ Id }) => Id !== service);
const unhealthy = (said: string): Container["State"] => ({
  Status: "running",
  ExitCode: 0,
  Health: { Status: "unhealthy", Log: [{ Output: `${said}\n` }] },
});

describe("services", () => {
  const withContainers = (containers: readonly Container[]) => sightOf({ sight: { containers } });

  it("that are all healthy give no finding", async () => {
    expect(await services.run(sightOf())).toEqual([]);
  });

  it("are not looked at where nothing runs or Docker does not answer", () => {
    expect(services.skip?.(withContainers([]))).toBe("stack dev does not run (npm start)");
    expect(services.skip?.(sightOf({ sight: { containers: [], stack: "prod" } }))).toBe(
      "stack prod does not run (pulumi up --stack prod)",
    );
    expect(services.skip?.(sightOf({ sight: { daemon: "no answer" } }))).toBe("Docker does not answer");
  });

  it("that are unhealthy are named with their health check's own words", async () => {
    const jicofo = container("jicofo", { State: unhealthy("No operational bridges available") });
    expect(await services.run(withContainers([...others("jicofo"), jicofo]))).toEqual([
      {
        severity: "broken",
        problem: "jicofo: No operational bridges available",
        effect: "nobody who enters a room sees the others",
        fix: "docker logs --tail 50 jicofo-abc, then docker restart jicofo-abc",
      },
    ]);
  });

  it("that are missing are made by the next run", async () => {
    expect(await services.run(withContainers(others("prosody")))).toEqual([
      {
        severity: "broken",
        problem: "prosody: there is no such container",
        effect: "nobody can enter a room",
        fix: "npm start",
      },
    ]);
  });

  it("that calls go on without are a warning", async () => {
    const acme = container("acme", { State: unhealthy("the last try failed") });
    expect(await services.run(withContainers([...wholeStack, acme]))).toMatchObject([
      { severity: "warning", problem: "acme: the last try failed", effect: "the certificate is not renewed" },
    ]);
  });

  it("that ended by themselves are counted, and given memory where that was short", async () => {
    const web = container("web", { RestartCount: 1 });
    const state = { ...web.State, OOMKilled: true };
    const bridge = container("jvb-1", { RestartCount: 3, State: state });
    const two = wholeStack.filter(({ Id }) => Id !== "web" && Id !== "jvb-1");
    expect(await services.run(withContainers([...two, web, bridge]))).toEqual([
      {
        severity: "warning",
        problem: "web ended by itself once since 2026-06-01",
        effect: "each time, until it was back: nobody can open the page",
        fix: "docker logs --timestamps web-abc",
      },
      {
        severity: "warning",
        problem: "jvb-1 ended by itself 3 times since 2026-06-01, the last time for want of memory",
        effect: "each time, until it was back: calls on this bridge have neither picture nor sound",
        fix: "pulumi config set --path bridge.memory 4096",
      },
    ]);
  });
});

describe("media ports", () => {
  const answering = (answer: StunResult, sockets = udpSockets) => ({
    stun: async () => Promise.resolve(answer),
    run: async () => Promise.resolve({ ok: true, stdout: sockets, stderr: "", missing: false }),
  });
  const silent: StunResult = { seen: undefined, why: "silent" };

  it("that answer are well", async () => {
    expect(await mediaPorts.run(sightOf())).toEqual([]);
  });

  it.each([
    [
      "refuses",
      "jitsi",
      { seen: undefined, why: "refused" } as const,
      ["UDP port 10000 of jvb-1 does not answer at 127.0.0.1 (refused)"],
    ],
    ["is silent, as real ones are", "jitsi", silent, []],
    [
      "is silent, which a stand-in never is",
      "rehearsal",
      silent,
      ["UDP port 10000 of jvb-1 does not answer at 127.0.0.1 (silent)"],
    ],
  ])("of a bridge that %s (%s)", async (_, packages, answer, problems) => {
    const sight = sightOf({ settings: { images: { packages } }, machine: answering(answer) });
    expect((await mediaPorts.run(sight)).map(({ problem }) => problem)).toEqual(problems);
  });

  it("that the bridge does not listen on are named", async () => {
    const sight = sightOf({ machine: answering({ seen: "x" }, udpSockets.replace(":2710", ":2711")) });
    expect(await mediaPorts.run(sight)).toEqual([
      {
        severity: "broken",
        problem: "UDP port 10000 of jvb-1: the bridge does not listen on it",
        effect: "calls on this bridge have neither picture nor sound",
        fix: "docker restart jvb-1-abc",
      },
    ]);
  });

  it("that the container does not publish are named", async () => {
    const sight = sightOf({ settings: { bridge: { port: 20000 } } });
    expect(await mediaPorts.run(sight)).toMatchObject([
      { problem: "UDP port 20000 of jvb-1 is not published", fix: "npm start" },
    ]);
  });

  it("of a bridge that does not run are not asked: that is the service's fault", async () => {
    const stopped = container("jvb-1", { State: { Status: "exited", ExitCode: 0 } });
    expect(await mediaPorts.run(sightOf({ sight: { containers: [...others("jvb-1"), stopped] } }))).toEqual([]);
  });
});

describe("addresses", () => {
  const publicUrl = "https://meet.example.org";
  const advertising = (...advertiseIps: string[]) => ({ general: { publicUrl }, bridge: { advertiseIps } });

  it.each([
    ["on this machine", {}],
    ["on this machine, by its own address", { bridge: { advertiseIps: ["192.168.1.10"] } }],
    ["public, at the page's address", advertising("203.0.113.5")],
    ["public, and private for those inside", advertising("203.0.113.5", "192.168.1.10")],
    ["what STUN finds", { general: { publicUrl } }],
  ])("%s are well", async (_, settings) => {
    expect(await addresses.run(sightOf({ settings }))).toEqual([]);
  });

  it("elsewhere, with the page on this machine, break calls", async () => {
    expect(await addresses.run(sightOf({ settings: { bridge: { advertiseIps: ["198.51.100.7"] } } }))).toMatchObject([
      { severity: "broken", fix: "pulumi config rm --path bridge.advertiseIps" },
    ]);
  });

  it("that lead back to the browser's own machine break calls of a public page", async () => {
    expect(await addresses.run(sightOf({ settings: advertising("127.0.0.1") }))).toEqual([
      {
        severity: "broken",
        problem: "the bridges are said to be at 127.0.0.1, which is the browser's own machine",
        effect: "calls have neither picture nor sound",
        fix: "pulumi config rm --path bridge.advertiseIps && pulumi config set --path 'bridge.advertiseIps[0]' 203.0.113.5",
      },
    ]);
  });

  it("that are private break calls of a public page, whose address is added", async () => {
    expect(await addresses.run(sightOf({ settings: advertising("192.168.1.10") }))).toMatchObject([
      {
        severity: "broken",
        problem:
          "meet.example.org is at 203.0.113.5, and the bridges are said to be at 192.168.1.10, a private address",
        fix: expect.stringMatching(/'bridge.advertiseIps\[1\]' 203.0.113.5$/),
      },
    ]);
  });

  it("that are private are well for a private page", async () => {
    const machine = { resolve: async () => Promise.resolve(["192.168.1.10"]) };
    expect(await addresses.run(sightOf({ settings: advertising("192.168.1.10"), machine }))).toEqual([]);
  });

  it("that neither the page nor this machine has may be out of date", async () => {
    expect(await addresses.run(sightOf({ settings: advertising("198.51.100.7") }))).toMatchObject([
      { severity: "warning", problem: expect.stringContaining("198.51.100.7, which is neither") },
    ]);
  });

  it("that no STUN server tells are missing", async () => {
    const machine = { stun: async () => Promise.resolve({ seen: undefined, why: "silent" } as const) };
    expect(await addresses.run(sightOf({ settings: { general: { publicUrl } }, machine }))).toMatchObject([
      {
        severity: "broken",
        problem: "no STUN server tells the bridges their address: meet-jit-si-turnrelay.jitsi.net:443 did not answer",
        fix: expect.stringContaining("203.0.113.5"),
      },
    ]);
  });

  it("of a page whose name nobody knows are none", async () => {
    const machine = { resolve: async () => Promise.resolve([]) };
    expect(await addresses.run(sightOf({ settings: { general: { publicUrl } }, machine }))).toMatchObject([
      {
        severity: "broken",
        problem: "the name meet.example.org of general.publicUrl is not known here",
        effect: "nobody can open the page",
      },
    ]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { clock } from "../../../cli/doctor/checks/clock.ts";
import { disk } from "../../../cli/doctor/checks/disk.ts";
import { docker } from "../../../cli/doctor/checks/docker.ts";
import { loopbackSound } from "../../../cli/doctor/checks/loopback-sound.ts";
import { settings } from "../../../cli/doctor/checks/settings.ts";
import { udpBuffers } from "../../../cli/doctor/checks/udp-buffers.ts";
import type { Check } from "../../../cli/doctor/finding.ts";
import { remoteHost, type Sight } from "../../../cli/doctor/sight.ts";
import { container, daemon, sightOf } from "./sight.ts";

/** Severity, problem and command of each finding. */
async function findings(check: Check, sight: Sight): Promise<(readonly [string, string, string])[]> {
  return (await check.run(sight)).map(({ severity, problem, fix }) => [severity, problem, fix] as const);
}

it.each([docker, disk, clock, udpBuffers, settings])(
  "finds nothing on a machine that is well: $title",
  async (check) => {
    expect(check.skip?.(sightOf())).toBeUndefined();
    expect(await check.run(sightOf({ files: { "/proc/sys/net/core/rmem_max": "10485760\n" } }))).toEqual([]);
  },
);

describe("Docker", () => {
  it.each([
    [
      "the docker command is not installed",
      "npm start, as root on Debian or Ubuntu (installs it), or: sudo apt-get install docker.io",
    ],
    ["permission denied while trying to connect", "sudo usermod -aG docker $USER, then log in again"],
    ["Cannot connect to the Docker daemon", "sudo systemctl start docker"],
  ])("says how to get it to answer: %s", async (said, fix) => {
    expect(await findings(docker, sightOf({ sight: { daemon: said } }))).toEqual([
      ["broken", `the Docker daemon cannot be asked: ${said}`, fix],
    ]);
  });

  it.each([
    ["20.10.9", 1],
    ["20.10.10", 0],
    ["20.10.24+dfsg1", 0],
    ["19.03.15", 1],
    ["27.5.1", 0],
  ])("of version %s gives %i findings", async (version, count) => {
    expect(await docker.run(sightOf({ sight: { daemon: { ...daemon, version } } }))).toHaveLength(count);
  });
});

describe("the disk", () => {
  const withFree = (freeBytes: number, freeFiles = 1e6) =>
    sightOf({ machine: { disk: async () => Promise.resolve({ freeBytes, freeFiles }) } });

  it.each([
    [0.4e9, 1e6, "broken", "the disk of /var/lib/docker/volumes has 0.4 GB free"],
    [50e9, 300, "broken", "the disk of /var/lib/docker/volumes has room for 300 more files"],
    [2e9, 1e6, "warning", "the disk of /var/lib/docker/volumes has 2.0 GB free, images need about 3"],
  ])("with %d bytes and %d files left is %s", async (bytes, files, severity, problem) => {
    expect(await findings(disk, withFree(bytes, files))).toEqual([
      [severity, problem, "docker system df, then docker image prune and docker builder prune; or a larger disk"],
    ]);
  });

  it("is that of Docker's folder where only root may see the volumes", async () => {
    const seen = { freeBytes: 0, freeFiles: 1e6 };
    const machine = {
      disk: async (folder: string) => Promise.resolve(folder === "/var/lib/docker" ? seen : undefined),
    };
    expect((await findings(disk, sightOf({ machine })))[0]?.[1]).toBe("the disk of /var/lib/docker has 0.0 GB free");
  });

  it("of another machine is not looked at", () => {
    expect(disk.skip?.(sightOf({ sight: { remote: "host.example.org" } }))).toBe(
      "the Docker daemon is on host.example.org: run the doctor there",
    );
  });
});

describe("the clock", () => {
  const answering = (stdout: string) => ({
    run: async () => Promise.resolve({ ok: true, stdout, stderr: "", missing: false }),
  });

  it("that no time server keeps right is a warning", async () => {
    expect(await findings(clock, sightOf({ machine: answering("no\n") }))).toEqual([
      [
        "warning",
        "no time server keeps this machine's clock right",
        "sudo timedatectl set-ntp true, or install chrony",
      ],
    ]);
    expect(await clock.run(sightOf({ machine: answering("yes\n") }))).toEqual([]);
  });

  it("that went back behind the stack's own containers breaks things", async () => {
    const containers = [container("web", { Created: "2026-06-16T00:00:00Z" })];
    expect(await findings(clock, sightOf({ sight: { containers } }))).toEqual([
      [
        "broken",
        "the clock says 2026-06-15T12:00:00.000Z, and containers were made at 2026-06-16T00:00:00.000Z",
        "sudo timedatectl set-ntp true, or install chrony",
      ],
    ]);
  });

  it("is compared with that of a daemon elsewhere", async () => {
    const late = { ...daemon, time: "2026-06-15T12:01:00Z" };
    expect(await findings(clock, sightOf({ sight: { remote: "host", daemon: late } }))).toEqual([
      [
        "warning",
        "the clocks of this machine and of host are 60 seconds apart",
        "sudo timedatectl set-ntp true, or install chrony, on both",
      ],
    ]);
  });
});

it("small UDP buffers are a warning, with the command that makes them large for good", async () => {
  expect(await findings(udpBuffers, sightOf({ files: { "/proc/sys/net/core/rmem_max": "212992\n" } }))).toEqual([
    [
      "warning",
      "net.core.rmem_max is 212992, the bridges want 10485760",
      "echo net.core.rmem_max=10485760 | sudo tee /etc/sysctl.d/20-jitsi.conf && sudo sysctl --system",
    ],
  ]);
});

it("settings that the next run refuses are said, each with its command", async () => {
  expect(await findings(settings, sightOf({ settings: { http: { port: 70000 } } }))).toEqual([
    ["warning", expect.stringMatching(/^http\.port: /), expect.stringContaining("http.port")],
  ]);
});

describe("loopback sound", () => {
  /** The setting belongs to recorders that need it: two of them. */
  function withRecorders(files: Readonly<Record<string, string>>, count = 2): Sight {
    const sight = sightOf({ files: { "/proc/sys/kernel/osrelease": "6.12.1-generic\n", ...files } });
    const recording = { ...sight.settings.recording, enabled: true, count, sound: "alsa" as const };
    return { ...sight, settings: { ...sight.settings, recording } };
  }
  const loaded = {
    "/sys/module/snd_aloop/refcnt": "0\n",
    "/proc/asound/cards":
      " 0 [Loopback       ]: Loopback - Loopback\n                      Loopback 1\n 1 [Loopback_1     ]: Loopback - Loopback\n                      Loopback 2\n",
  };
  const boot = {
    "/etc/modules-load.d/sound.conf": "# for the recorders\nsnd_aloop\n",
    "/etc/modprobe.d/sound.conf": "options snd-aloop enable=1,1 index=0,1\n",
  };

  it("is not looked at where recorders have a sound server of their own", () => {
    expect(loopbackSound.skip?.(sightOf({ settings: { recording: { enabled: true } } }))).toBe(
      "no recorder hears through ALSA",
    );
  });

  it("is well with the module loaded, now and at boot, with a card for each recorder", async () => {
    const sight = withRecorders({ ...loaded, ...boot });
    expect(loopbackSound.skip?.(sight)).toBeUndefined();
    expect(await loopbackSound.run(sight)).toEqual([]);
  });

  it("says which commands load the module, now and at boot", async () => {
    const dependencies = { "/lib/modules/6.12.1-generic/modules.dep": "kernel/sound/drivers/snd-aloop.ko.zst: x\n" };
    expect(await findings(loopbackSound, withRecorders(dependencies))).toEqual([
      ["broken", "the kernel module snd-aloop is not loaded", "sudo modprobe snd-aloop enable=1,1 index=0,1"],
      [
        "warning",
        "the kernel module snd-aloop is not loaded at boot",
        "echo snd-aloop | sudo tee /etc/modules-load.d/alsa-loopback.conf",
      ],
      [
        "warning",
        "at boot snd-aloop makes 1 card for 2 recorders",
        "echo 'options snd-aloop enable=1,1 index=0,1' | sudo tee /etc/modprobe.d/alsa-loopback.conf",
      ],
    ]);
  });

  it("says which package has the module where the kernel has none", async () => {
    expect((await findings(loopbackSound, withRecorders(boot)))[0]?.[2]).toBe(
      "sudo apt-get install linux-modules-extra-6.12.1-generic (Debian: linux-image-amd64, not the cloud kernel), then sudo modprobe snd-aloop enable=1,1 index=0,1",
    );
  });

  it("with fewer cards than recorders is broken", async () => {
    expect(await findings(loopbackSound, withRecorders({ ...loaded, ...boot }, 3))).toEqual([
      [
        "broken",
        "there are 2 loopback cards for 3 recorders",
        "sudo modprobe --remove snd-aloop && sudo modprobe snd-aloop enable=1,1,1 index=0,1,2",
      ],
      [
        "warning",
        "at boot snd-aloop makes 2 cards for 3 recorders",
        "echo 'options snd-aloop enable=1,1,1 index=0,1,2' | sudo tee /etc/modprobe.d/alsa-loopback.conf",
      ],
    ]);
  });
});

it.each([
  [undefined, undefined],
  ["unix:///run/user/1000/docker.sock", undefined],
  ["tcp://127.0.0.1:2375", undefined],
  ["ssh://root@host.example.org", "host.example.org"],
  ["tcp://10.0.0.5:2376", "10.0.0.5"],
])("DOCKER_HOST %s is a daemon on %s", (dockerHost, host) => {
  expect(remoteHost(dockerHost)).toBe(host);
});

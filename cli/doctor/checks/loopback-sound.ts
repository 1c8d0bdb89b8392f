import { broken, type Check, type Finding, warning } from "../finding.ts";
import type { Machine } from "../machine.ts";
import { recordersWithLoopback } from "../recorders.ts";
import { elsewhere } from "../sight.ts";

const moduleFile = "/etc/modules-load.d/alsa-loopback.conf";
const optionsFile = "/etc/modprobe.d/alsa-loopback.conf";

/** Options of snd-aloop for so many cards. */
function moduleOptions(cards: number): string {
  const numbers = Array.from({ length: cards }, (_, card) => card);
  return `enable=${numbers.map(() => 1).join(",")} index=${numbers.join(",")}`;
}

/** Loopback cards of a text like /proc/asound/cards: ` 1 [Loopback_1 ]: Loopback - Loopback`. */
function loopbackCards(cards: string): number {
  return [...cards.matchAll(/^\s*\d+ \[.*\]: Loopback - /gm)].length;
}

/** All lines that count of the *.conf files of a folder. */
async function lines(machine: Machine, folder: string): Promise<string[]> {
  const files = (await machine.list(folder)).filter((name) => name.endsWith(".conf"));
  const texts = await Promise.all(files.map((name) => machine.read(`${folder}/${name}`)));
  return texts.flatMap((text) => (text ?? "").split("\n")).map((line) => line.trim());
}

/** Cards that the options of modprobe ask for. Without any it is one. */
function cardsAtBoot(options: readonly string[]): number {
  const ours = options.filter((line) => /^options\s+snd[-_]aloop\s/.test(line)).join(" ");
  const enabled = /\benable=([01YyNn,]+)/.exec(ours)?.[1] ?? "1";
  return enabled.split(",").filter((one) => /^[1Yy]$/.test(one)).length;
}

async function now(machine: Machine, wanted: number): Promise<Finding[]> {
  const effect = "recorders do not start, or record meetings without sound";
  const [kernel = "", cards] = await Promise.all([
    machine.read("/proc/sys/kernel/osrelease"),
    machine.read("/proc/asound/cards"),
  ]);
  const loaded = (await machine.list("/sys/module/snd_aloop")).length > 0;
  const release = kernel.trim();
  if (!loaded) {
    const known = (await machine.read(`/lib/modules/${release}/modules.dep`))?.includes("/snd-aloop.ko") ?? false;
    const install = `sudo apt-get install linux-modules-extra-${release} (Debian: linux-image-amd64, not the cloud kernel), then `;
    return [
      broken({
        problem: "the kernel module snd-aloop is not loaded",
        effect,
        fix: `${known ? "" : install}sudo modprobe snd-aloop ${moduleOptions(wanted)}`,
      }),
    ];
  }
  const found = loopbackCards(cards ?? "");
  return found < wanted
    ? [
        broken({
          problem: `there are ${String(found)} loopback cards for ${String(wanted)} recorders`,
          effect,
          fix: `sudo modprobe --remove snd-aloop && sudo modprobe snd-aloop ${moduleOptions(wanted)}`,
        }),
      ]
    : [];
}

async function atBoot(machine: Machine, wanted: number): Promise<Finding[]> {
  const effect = "after the next start of this machine recorders do not start";
  const modules = [
    ...(await lines(machine, "/etc/modules-load.d")),
    ...((await machine.read("/etc/modules")) ?? "").split("\n").map((line) => line.trim()),
  ];
  const cards = cardsAtBoot(await lines(machine, "/etc/modprobe.d"));
  return [
    ...(modules.some((line) => /^snd[-_]aloop$/.test(line))
      ? []
      : [
          warning({
            problem: "the kernel module snd-aloop is not loaded at boot",
            effect,
            fix: `echo snd-aloop | sudo tee ${moduleFile}`,
          }),
        ]),
    ...(cards < wanted
      ? [
          warning({
            problem: `at boot snd-aloop makes ${String(cards)} ${cards === 1 ? "card" : "cards"} for ${String(wanted)} recorders`,
            effect,
            fix: `echo 'options snd-aloop ${moduleOptions(wanted)}' | sudo tee ${optionsFile}`,
          }),
        ]
      : []),
  ];
}

export const loopbackSound: Check = {
  title: "Loopback sound of the recorders",
  skip: (sight) => (recordersWithLoopback(sight.settings) === 0 ? "no recorder hears through ALSA" : elsewhere(sight)),
  run: async ({ machine, settings }) => {
    const wanted = recordersWithLoopback(settings);
    return [...(await now(machine, wanted)), ...(await atBoot(machine, wanted))];
  },
};

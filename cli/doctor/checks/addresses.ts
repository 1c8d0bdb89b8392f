import { setCommand, removeCommand } from "../../../config/commands.ts";
import { advertisedIps, isLocal, publicHost, stunServers } from "../../../config/derived.ts";
import { reachOf } from "../address-kinds.ts";
import { broken, type Check, type Finding, warning } from "../finding.ts";
import type { Sight } from "../sight.ts";

const path = "bridge.advertiseIps";
const noMedia = "have neither picture nor sound";

/** The page is opened on this machine alone, so the bridges must be found from here. */
function onThisMachine({ machine, settings }: Sight): Finding[] {
  const own = new Set(machine.addresses());
  const advertised = advertisedIps(settings);
  return advertised.some((address) => reachOf(address) === "machine" || own.has(address))
    ? []
    : [
        broken({
          problem: `the page is opened on this machine, and the bridges are said to be at ${advertised.join(", ")}, which is elsewhere`,
          effect: `calls ${noMedia}`,
          fix: removeCommand(path),
        }),
      ];
}

/** Addresses that are said, against where the page is. */
function said({ machine }: Sight, host: string, page: readonly string[], advertised: readonly string[]): Finding[] {
  const public_ = page.filter((address) => reachOf(address) === "internet");
  const own = machine.addresses();
  const reaches = advertised.map(reachOf);
  if (reaches.every((reach) => reach === "machine")) {
    const other = page.find((address) => reachOf(address) !== "machine") ?? "192.0.2.1";
    return [
      broken({
        problem: `the bridges are said to be at ${advertised.join(", ")}, which is the browser's own machine`,
        effect: `calls ${noMedia}`,
        fix: setCommand(path, [other]),
      }),
    ];
  }
  if (public_.length > 0 && !reaches.includes("internet")) {
    return [
      broken({
        problem: `${host} is at ${public_.join(", ")}, and the bridges are said to be at ${advertised.join(", ")}, a private address`,
        effect: `people outside of that network ${noMedia}`,
        fix: setCommand(path, [...advertised, ...public_.slice(0, 1)]),
      }),
    ];
  }
  const strange = advertised.filter((address) => !own.includes(address) && !page.includes(address));
  return strange.map((address) =>
    warning({
      problem: `the bridges are said to be at ${address}, which is neither an address of this machine nor one of ${host} (${page.join(", ")})`,
      effect: `if it is out of date, people ${noMedia}; behind a proxy elsewhere it may be right`,
      fix: setCommand(path, [page[0] ?? address]),
    }),
  );
}

/** Nothing is said: the bridges ask STUN servers, as we do here. */
async function asked({ machine, settings }: Sight, page: readonly string[]): Promise<Finding[]> {
  const { awsHarvester, advertisePrivateCandidates } = settings.bridge;
  const servers = stunServers(settings);
  const answers = await Promise.all(
    servers.map((server) => {
      const at = server.lastIndexOf(":");
      return machine.stun(server.slice(0, at), Number(server.slice(at + 1)));
    }),
  );
  return awsHarvester || advertisePrivateCandidates || answers.some(({ seen }) => seen !== undefined)
    ? []
    : [
        broken({
          problem: `no STUN server tells the bridges their address: ${servers.join(", ")} did not answer`,
          effect: `people outside of this machine ${noMedia}`,
          fix: setCommand(path, [page[0] ?? "192.0.2.1"]),
        }),
      ];
}

export const addresses: Check = {
  title: "Addresses of page and bridges",
  run: async (sight) => {
    const { machine, settings } = sight;
    if (isLocal(settings)) {
      return sight.remote === undefined ? onThisMachine(sight) : [];
    }
    const host = publicHost(settings);
    const page = await machine.resolve(host.replace(/^\[|\]$/g, ""));
    const unknown = broken({
      problem: `the name ${host} of general.publicUrl is not known here`,
      effect: "nobody can open the page",
      fix: `enter ${host} in the DNS; to look: getent hosts ${host}`,
    });
    const advertised = advertisedIps(settings);
    return [
      ...(page.length === 0 ? [unknown] : []),
      ...(advertised.length > 0 ? said(sight, host, page, advertised) : await asked(sight, page)),
    ];
  },
};

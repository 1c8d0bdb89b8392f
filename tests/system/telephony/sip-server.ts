import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { docker, dockerOutput } from "../images/docker.ts";
import { temporaryFolder } from "../images/packages.ts";
import { sipImage } from "./images.ts";

/** Kamailio, with the accounts of sip/kamailio.cfg. */
export interface SipServer {
  /** How many requests of a method an account has sent so far by a transport. One that is sent again for want of an answer counts once. */
  count(method: "REGISTER" | "OPTIONS", user: string, transport: "UDP" | "TCP" | "TLS"): Promise<number>;
  /** Stops it, so that nothing answers under its address. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Starts a softphone that calls a number, or without one answers whoever calls. */
  phone(number?: string): Promise<Phone>;
  stop(): Promise<void>;
}

export interface Phone {
  log(): Promise<string>;
  /** What it heard so far: the samples of the telephone's recording, 16 bits each. */
  heard(): Promise<Int16Array>;
  stop(): Promise<void>;
}

export async function startSipServer(
  network: string,
  { certificate, key }: { readonly certificate: string; readonly key: string },
): Promise<SipServer> {
  const name = `${network}-sip`;
  const pki = await temporaryFolder();
  for (const [file, text] of Object.entries({ "tls.crt": certificate, "tls.key": key })) {
    await writeFile(join(pki.path, file), text);
    await chmod(join(pki.path, file), 0o644);
  }
  const place = [
    `--network=${network}`,
    "--network-alias=sip.test",
    "--network-alias=other.test",
    `--volume=${pki.path}:/pki:ro`,
  ];
  await dockerOutput(["run", "--detach", "--init", `--name=${name}`, ...place, sipImage, "kamailio", "-DD", "-E"]);
  const phones: Phone[] = [];
  return {
    count: async (method, user, transport) => {
      const { stdout, stderr } = await docker(["logs", name]);
      const request = new RegExp(`${method} of ${user} by ${transport.toLowerCase()} .*`, "g");
      return new Set(`${stdout}\n${stderr}`.match(request) ?? []).size;
    },
    pause: async () => {
      await dockerOutput(["stop", "--time=1", name]);
    },
    resume: async () => {
      await dockerOutput(["start", name]);
    },
    phone: async (number) => {
      const phone = await startPhone(`${name}-phone-${String(phones.length)}`, network, number);
      phones.push(phone);
      return phone;
    },
    stop: async () => {
      await Promise.all(phones.map((phone) => phone.stop()));
      await docker(["rm", "--force", "--volumes", name]);
      await pki.remove();
    },
  };
}

async function startPhone(name: string, network: string, number?: string): Promise<Phone> {
  const command = ["phone", ...(number === undefined ? [] : [number])];
  await dockerOutput([
    "run",
    "--detach",
    "--init",
    "-t",
    `--name=${name}`,
    `--network=${network}`,
    sipImage,
    ...command,
  ]);
  return {
    log: async () => (await docker(["logs", name])).stdout,
    heard: async () => {
      const script = "cat /tmp/sound/*-dec.wav | base64";
      const wav = Buffer.from((await docker(["exec", name, "sh", "-c", script])).stdout, "base64");
      // Behind the header of 44 bytes.
      const samples = wav.subarray(44, 44 + 2 * Math.floor((wav.length - 44) / 2));
      return new Int16Array(samples.buffer.slice(samples.byteOffset, samples.byteOffset + samples.length));
    },
    stop: async () => {
      // It hangs up by itself when it is told to end.
      await docker(["stop", "--time=10", name]);
      await docker(["rm", "--force", "--volumes", name]);
    },
  };
}

import { execa } from "execa";
import { hostAddress } from "../../harness/docker.ts";
import { dockerOutput } from "../images/docker.ts";
import { buildSipServer, sipImage } from "./images.ts";

/** A SIP server outside of a stack: behind a port of this machine, where the stack's networks reach it. */
export interface SipServer {
  readonly host: string;
  readonly port: number;
  /** Everything it has logged. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it under this container name. It knows the account `gateway@sip.test`, password `gateway-secret`. */
export async function startSipServer(name: string): Promise<SipServer> {
  await buildSipServer();
  const stop = async (): Promise<void> => {
    await execa("docker", ["rm", "--force", "--volumes", name], { reject: false });
  };
  await stop();
  const host = await hostAddress();
  // It wants a certificate at its start, though only TCP is used here.
  const start =
    "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=sip -keyout /pki/tls.key -out /pki/tls.crt && exec kamailio -DD -E";
  const options = ["--detach", "--init", `--name=${name}`, "--tmpfs=/pki", `--publish=${host}::5060/tcp`];
  await dockerOutput(["run", ...options, sipImage, "sh", "-c", start]);
  const published = await dockerOutput(["port", name, "5060/tcp"]);
  return {
    host,
    port: Number(published.split(":").at(-1)),
    log: async () => (await execa("docker", ["logs", name], { all: true })).all,
    stop,
  };
}

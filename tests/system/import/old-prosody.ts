import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dockerOutput } from "../images/docker.ts";
import { imageName } from "../images/images.ts";

/** A data folder that a Prosody of somebody's has filled. */
export interface OldProsody {
  /** The folder that holds `<host>/accounts`. */
  readonly data: string;
  /** Makes an account with the server's own command. */
  register(user: string, host: string, password: string, how?: "hashed" | "plain"): Promise<void>;
  remove(): Promise<void>;
}

/** As docker-jitsi-meet configures it, as far as accounts go. */
function config(authentication: string): string {
  return `data_path = "/old/data"
authentication = "${authentication}"
certificates = "/tmp"
log = { error = "*console" }
VirtualHost "meet.jitsi"
VirtualHost "auth.meet.jitsi"
VirtualHost "hidden.meet.jitsi"
`;
}

/** Opens an empty data folder. */
export async function oldProsody(): Promise<OldProsody> {
  const folder = await mkdtemp(join(tmpdir(), "import-test-"));
  await chmod(folder, 0o777);
  await writeFile(join(folder, "hashed.cfg.lua"), config("internal_hashed"));
  await writeFile(join(folder, "plain.cfg.lua"), config("internal_plain"));
  return {
    data: join(folder, "data"),
    register: async (user, host, password, how = "hashed") => {
      const options = ["--rm", `--volume=${folder}:/old`, "--network=none", "--entrypoint=sh"];
      const command = 'mkdir -p /old/data && exec prosodyctl --config "/old/$1.cfg.lua" register "$2" "$3" "$4"';
      await dockerOutput([
        "run", ...options, imageName("prosody"), "-c", command, "register", how, user, host, password,
      ]); // prettier-ignore
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

import { z } from "zod";
import { group, setting } from "../setting.ts";
import { hostName, ipAddress, port, textLine } from "../types.ts";

const effect = ["restart etherpad"] as const;

/** Where etherpad.mode builtin keeps the documents. */
export const database = group({
  type: setting(z.enum(["file", "postgres", "mysql"]).default("file"), {
    doc: "`file`: one file on a volume, held in memory while Etherpad runs: right for one stack's meetings. `postgres`, `mysql`: a database of your own.",
    effect,
  }),
  host: setting(z.union([hostName, ipAddress], "must be a host name or an IP address, without a port").optional(), {
    doc: "Server of that database.",
    effect,
  }),
  port: setting(port.optional(), { doc: "Its port.", derivedDefault: "5432 or 3306", effect }),
  name: setting(textLine.default("etherpad"), { doc: "Name of the database.", effect }),
  user: setting(textLine.default("etherpad"), { doc: "Its user, with secrets.etherpadDatabasePassword.", effect }),
});

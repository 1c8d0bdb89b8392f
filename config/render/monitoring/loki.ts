import { stringify } from "yaml";
import { internalPorts } from "../../ports.ts";
import type { Settings } from "../../settings/index.ts";
import type { Files } from "../files.ts";

/** Where Loki keeps everything. Its image gives this folder to its user. */
export const lokiFolder = "/loki";

/** Loki's file: one process, which keeps everything on its volume and tells nobody of it. */
export function renderLoki({ observability: { loki } }: Settings): Files {
  return {
    "loki.yml": stringify({
      // It asks nobody for a password: only the network monitoring reaches it.
      auth_enabled: false,
      server: {
        http_listen_port: internalPorts.loki,
        grpc_listen_address: "127.0.0.1",
        log_level: "warn",
      },
      common: {
        path_prefix: lokiFolder,
        replication_factor: 1,
        instance_addr: "127.0.0.1",
        ring: { kvstore: { store: "inmemory" } },
        storage: { filesystem: { chunks_directory: `${lokiFolder}/chunks`, rules_directory: `${lokiFolder}/rules` } },
      },
      schema_config: {
        configs: [
          {
            from: "2024-01-01",
            store: "tsdb",
            object_store: "filesystem",
            schema: "v13",
            index: { prefix: "index_", period: "24h" },
          },
        ],
      },
      limits_config: { retention_period: `${String(loki.retentionDays * 24)}h` },
      compactor: {
        working_directory: `${lokiFolder}/compactor`,
        retention_enabled: true,
        delete_request_store: "filesystem",
      },
      analytics: { reporting_enabled: false },
    }),
  };
}

import * as pulumi from "@pulumi/pulumi";
import { publicUrl } from "../config/derived.ts";
import { whiteboardHost } from "../config/documents.ts";
import { internalPorts } from "../config/ports.ts";
import { pullImage } from "./docker-command.ts";
import { nodeHealth, nodeHealthTimeout } from "./node-health.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runService } from "./service.ts";

/** The program of upstream's image. Its own start command compiles it anew first, and wants to write. */
const program = "/excalidraw-backend/dist/index.js";

/** Browsers come by WebSocket alone, which this asks for: its library knows the way, and refuses to go it by HTTP. */
const health = nodeHealth(
  "the whiteboard's backend",
  `http://127.0.0.1:${String(internalPorts.whiteboardHttp)}/socket.io/?EIO=4&transport=polling`,
  [200, 400],
);

/** People that the page lets onto a whiteboard where nothing is set. */
const pagesLimit = 25;

/** What passes drawings on between the people at a whiteboard, by upstream's image. It can read none of them, and keeps none. */
export class Whiteboard extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, { stack, networks }: ServiceArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Whiteboard", name, {}, options);
    const { whiteboard } = stack.settings;

    const image = pullImage(
      stack,
      { service: name, setting: "whiteboard.image", image: whiteboard.image },
      { parent: this },
    );
    const { container } = runService(
      stack,
      {
        service: name,
        image,
        memory: whiteboard.memory,
        networks: [{ network: networks.xmpp, aliases: [whiteboardHost] }],
        volumes: [],
        startPeriod: 30,
        environment: {
          NODE_ENV: "production",
          PORT: String(internalPorts.whiteboardHttp),
          PROMETHEUS_PORT: String(internalPorts.whiteboardMetrics),
          USER_LIMIT: String(whiteboard.userLimit ?? pagesLimit),
          CORS_ORIGIN: publicUrl(stack.settings),
        },
        entrypoint: ["node"],
        command: [program],
        health,
        healthTimeout: nodeHealthTimeout,
      },
      { parent: this, dependsOn: [] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}

import { type AddressInfo, type Socket, connect, createServer } from "node:net";

/** A port on 127.0.0.1 that stands for one client's address, as nginx tells it. */
export interface ClientAddress {
  readonly port: number;
  stop(): Promise<void>;
}

/** Passes connections on to Prosody's port and says in each request that it comes from this address. */
export async function clientAt(address: string, prosodyPort: number): Promise<ClientAddress> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const prosody = connect(prosodyPort, "127.0.0.1");
    for (const socket of [client, prosody]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => {
        client.destroy();
        prosody.destroy();
      });
    }
    client.once("data", (request) => {
      prosody.write(request.toString("latin1").replace("\r\n", `\r\nX-Forwarded-For: ${address}\r\n`), "latin1");
      client.pipe(prosody);
    });
    prosody.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

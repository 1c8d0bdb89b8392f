import { createRequire } from "node:module";
import { moduleOf } from "./test-images.ts";

/** The part of socket.io's client that a whiteboard uses. */
interface Socket {
  readonly id: string | undefined;
  on(event: string, listener: (...args: unknown[]) => void): void;
  emit(event: string, ...args: unknown[]): void;
  disconnect(): void;
}

type Connect = (url: string, options: object) => Socket;

/** Somebody at a whiteboard, and what they have heard. */
export interface Drawer {
  readonly heard: readonly (readonly [event: string, ...args: unknown[]])[];
  readonly socket: Socket;
  readonly id: string | undefined;
  count(event: string): number;
}

const events = [
  "init-room",
  "first-in-room",
  "new-user",
  "room-user-change",
  "room-full",
  "client-broadcast",
  "disconnect",
];

/** Joins a whiteboard the way the page does: by the library of the page, over WebSocket alone. */
export function joinWhiteboard(url: string, room: string): Drawer {
  const { io } = createRequire(import.meta.url)(moduleOf("whiteboard", "socket.io-client")) as { io: Connect };
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false, rejectUnauthorized: false });
  const heard: [string, ...unknown[]][] = [];
  for (const event of events) {
    socket.on(event, (...args) => heard.push([event, ...args]));
  }
  socket.on("init-room", () => {
    socket.emit("join-room", room);
  });
  return {
    heard,
    socket,
    get id() {
      return socket.id;
    },
    count: (event) => heard.filter(([name]) => name === event).length,
  };
}

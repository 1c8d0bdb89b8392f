"use strict";

const { createServer } = require("node:http");
const { Server } = require("socket.io");

/** Relays drawings between the people of a room, as the excalidraw backend does, and keeps nothing. */

const limit = Number(process.env.USER_LIMIT || Infinity);
const server = createServer((request, response) => response.end("the whiteboard's stand-in is up"));
const io = new Server(server, {
  transports: ["websocket"],
  cors: { origin: process.env.CORS_ORIGIN || "*", credentials: true },
  allowEIO3: true,
  maxHttpBufferSize: 20e6,
  pingTimeout: 60_000,
});

const members = async (room) => (await io.in(room).fetchSockets()).map(({ id }) => id);

io.on("connection", (socket) => {
  socket.emit("init-room");
  socket.on("join-room", async (room) => {
    if ((await members(room)).length >= limit) {
      socket.emit("room-full");
      socket.disconnect();
      return;
    }
    await socket.join(room);
    const all = await members(room);
    if (all.length === 1) {
      socket.emit("first-in-room");
    } else {
      socket.to(room).emit("new-user", socket.id);
    }
    io.in(room).emit("room-user-change", all);
  });
  for (const event of ["server-broadcast", "server-volatile-broadcast"]) {
    socket.on(event, (room, data, iv) => socket.to(room).emit("client-broadcast", data, iv));
  }
  socket.on("disconnecting", async () => {
    for (const room of socket.rooms) {
      const others = (await members(room)).filter((id) => id !== socket.id);
      socket.to(room).emit("room-user-change", others);
    }
  });
});

server.listen(Number(process.env.PORT || 80));
createServer((request, response) => response.end(`socket_io_connected ${io.engine.clientsCount}\n`)).listen(
  Number(process.env.PROMETHEUS_PORT || 9090),
);

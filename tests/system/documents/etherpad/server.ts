// 2.x starts by this file.
require("./server.js").start();
